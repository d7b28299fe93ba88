package org.facteur.imap.command;

/** What LIST tells of each mailbox when asked to. */
public enum ListReturn {
    /** Its special use (RFC 6154 section 2). */
    SPECIAL_USE
}
