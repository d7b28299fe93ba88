package org.facteur.api.account;

/**
 * An account that has proved who it is.
 *
 * @param id its identity in the store
 * @param address its primary address, {@code local-part@domain}, the domain in lower case
 */
public record Account(AccountId id, String address) {}
