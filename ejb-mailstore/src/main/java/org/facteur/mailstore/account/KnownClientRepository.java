package org.facteur.mailstore.account;

import java.time.Instant;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.network.Network;

/** From where the owners of accounts have logged in. */
interface KnownClientRepository {

    /** When it was last noted that the owner logged in from there. */
    Optional<Instant> lastLogin(AccountId account, Network client);

    /**
     * Notes a login, and forgets what is older than a moment, and the oldest beyond a number.
     *
     * @param most how many clients of an account are remembered
     */
    void loggedIn(AccountId account, Network client, Instant now, Instant oldest, int most);
}
