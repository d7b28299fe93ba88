package org.facteur.api.account;

import java.net.InetAddress;

/**
 * A name and a password as a client presented them, by USER and PASS, LOGIN, or SASL PLAIN (RFC 4616) and LOGIN.
 *
 * @param name what the client calls itself: an address, or a local part where the store knows the domain
 * @param password its proof
 * @param client where it connects from, so that failures can be slowed and blocked by address
 */
public record Credentials(String name, Secret password, InetAddress client) {}
