package org.facteur.api.account;

/**
 * The answer to a proof that is right.
 *
 * @param account whose it is
 * @param serverSignature shows the client that the server knows the account's keys, too (RFC 5802 section 3)
 */
public record ScramLogin(Account account, byte[] serverSignature) {}
