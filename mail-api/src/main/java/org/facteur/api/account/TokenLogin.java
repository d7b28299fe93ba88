package org.facteur.api.account;

import java.net.InetAddress;

/**
 * A bearer token that a client presented, by OAUTHBEARER (RFC 7628) or XOAUTH2.
 *
 * @param name whom the client wants to be, as in {@link Credentials}; empty: whom the token names
 * @param token as its issuer made it
 * @param client where it connects from
 */
public record TokenLogin(String name, Secret token, InetAddress client) {}
