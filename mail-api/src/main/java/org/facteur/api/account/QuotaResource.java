package org.facteur.api.account;

/** What an account may have only so much of (RFC 9208 section 5); the constants are named as on the wire. */
public enum QuotaResource {
    /** Octets of all messages. */
    STORAGE,
    /** Messages. */
    MESSAGE,
    /** Mailboxes, and names that only have inferiors. */
    MAILBOX
}
