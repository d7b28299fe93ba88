package org.facteur.smtp.session;

/** What VRFY and EXPN tell of the mailboxes that there are (RFC 5321 section 7.3). */
public enum Disclosure {
    /** There is no such command. */
    OFF,
    /** Whatever is asked, the answer is that a message would tell. */
    AMBIGUOUS,
    /** The truth. */
    ON
}
