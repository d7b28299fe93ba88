package org.facteur.imap.command;

/** What STATUS can tell of a mailbox (RFC 3501 section 6.3.10); the constants are named as on the wire. */
public enum StatusItem {
    MESSAGES,
    RECENT,
    UIDNEXT,
    UIDVALIDITY,
    UNSEEN,
    /** RFC 7162 section 3.1.7. */
    HIGHESTMODSEQ
}
