package org.facteur.smtp.client;

/** What a client makes of STARTTLS (RFC 3207). */
public enum Encryption {
    /** Nothing. */
    NONE,
    /** It is used if it is offered; if it is refused then, the connection goes on without. */
    IF_OFFERED,
    /** Without it no message is sent. */
    REQUIRED,
    /** Neither is one to a server that does not promise the same for the rest of the way (RFC 8689). */
    REQUIRED_ONWARDS;

    boolean isRequired() {
        return this == REQUIRED || this == REQUIRED_ONWARDS;
    }
}
