package org.facteur.smtp.client;

/** What a client makes of STARTTLS (RFC 3207). */
public enum Encryption {
    /** Nothing. */
    NONE,
    /** It is used if it is offered; if it is refused then, the connection goes on without. */
    IF_OFFERED,
    /** Without it no message is sent. */
    REQUIRED
}
