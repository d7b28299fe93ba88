package org.facteur.api.account;

/**
 * How the keys of a password are derived, as a client is told before it proves that it knows the password
 * (RFC 5802 section 5.1).
 *
 * @param salt some random octets
 * @param iterations how often the hash function is applied
 */
public record ScramParameters(byte[] salt, int iterations) {}
