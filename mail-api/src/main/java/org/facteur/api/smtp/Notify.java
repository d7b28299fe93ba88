package org.facteur.api.smtp;

/** Of what the sender wants to hear for a recipient (RFC 3461 section 4.1). */
public enum Notify {
    /** Of nothing; it is alone then. */
    NEVER,
    SUCCESS,
    FAILURE,
    DELAY
}
