package org.facteur.imap.command;

/** What LIST is confined to, or goes beyond (RFC 5258 section 3.1). */
public enum ListSelection {
    /** Names that are subscribed, whether or not they have mailboxes. */
    SUBSCRIBED,
    /** Mailboxes of other servers, too; this one knows of none. */
    REMOTE,
    /** Also names that match no other option, and have inferiors that do. */
    RECURSIVEMATCH,
    /** Mailboxes that have a special use (RFC 6154 section 2). */
    SPECIAL_USE
}
