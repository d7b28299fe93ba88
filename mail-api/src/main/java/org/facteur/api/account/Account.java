package org.facteur.api.account;

/**
 * An account that has proved who it is.
 *
 * @param id its identity in the store
 * @param address its primary address, {@code local-part@domain}, the domain in lower case
 * @param isAdministrator whether its owner looks after the server by IMAP: changes quotas, and annotations of the server
 */
public record Account(AccountId id, String address, boolean isAdministrator) {

    /** Somebody like everybody. */
    public Account(AccountId id, String address) {
        this(id, address, false);
    }
}
