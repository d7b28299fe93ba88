package org.facteur.imap.command;

/** What LIST is confined to. */
public enum ListSelection {
    /** Mailboxes that have a special use (RFC 6154 section 2). */
    SPECIAL_USE
}
