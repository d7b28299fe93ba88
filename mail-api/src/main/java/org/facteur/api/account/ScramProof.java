package org.facteur.api.account;

import java.net.InetAddress;

/**
 * What a client sends in place of a password (RFC 5802 section 3, RFC 7677).
 *
 * @param name what the client calls itself, as in {@link Credentials}
 * @param authMessage all that both sides have said, which the proof covers
 * @param proof {@code ClientProof}, 32 octets
 * @param client where it connects from
 */
public record ScramProof(String name, String authMessage, byte[] proof, InetAddress client) {}
