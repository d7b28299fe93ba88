package org.facteur.imap.command;

/** What LIST tells of each mailbox when asked to, beside what takes arguments. */
public enum ListReturn {
    /** Whether it is subscribed (RFC 5258 section 3.2). */
    SUBSCRIBED,
    /** Whether there are mailboxes below it (RFC 5258 section 4). */
    CHILDREN,
    /** Its special use (RFC 6154 section 2). */
    SPECIAL_USE,
    /** What the client may do with it (RFC 8440). */
    MYRIGHTS
}
