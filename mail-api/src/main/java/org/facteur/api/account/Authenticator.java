package org.facteur.api.account;

import org.facteur.api.MailStoreException;

/** Verifies credentials; every listener interface of which clients log in extends it. */
public interface Authenticator {

    /**
     * @return the account that the credentials prove
     * @throws MailStoreException {@code AUTHENTICATION_FAILED}, {@code ACCOUNT_DISABLED}, {@code UNAVAILABLE}
     */
    Account authenticate(Credentials credentials) throws MailStoreException;
}
