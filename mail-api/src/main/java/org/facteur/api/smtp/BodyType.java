package org.facteur.api.smtp;

/** What octets a message consists of, says its client (RFC 6152 section 2, RFC 3030 section 3). */
public enum BodyType {
    /** Octets below 128 in lines of at most 998, which is what is meant when nothing is said. */
    SEVEN_BIT,
    /** Any octets but NUL in lines of at most 998. */
    EIGHT_BIT_MIME,
    /** Any octets, and lines of any length. */
    BINARY_MIME
}
