package org.facteur.wire.listener;

/** How the connections of a port are protected. */
public enum Encryption {
    /** They begin in plaintext, and TLS begins when the client asks for it (STARTTLS, STLS). */
    ON_REQUEST,
    /** They begin with the TLS handshake (RFC 8314 section 3). */
    IMPLICIT
}
