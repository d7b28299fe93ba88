package org.facteur.mailstore.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.network.Network;
import org.facteur.mailstore.persistence.OwnTransaction;

/**
 * Remembers for all servers of the store, and beyond their restarts, from where the owners of accounts log in: there an account that
 * is guessed at stays open to them. A client that logs in again and again is noted once a day.
 */
@ApplicationScoped
public class KnownClients {

    /** A client from where nobody has logged in for so long is new again. */
    static final Duration MEMORY = Duration.ofDays(30);

    /** The clients of an account that are remembered: the latest. */
    static final int MOST = 64;

    private static final System.Logger LOG = System.getLogger(KnownClients.class.getName());
    private static final Duration NOTED = Duration.ofDays(1);
    private static final int MAX_NOTES = 50_000;

    @Inject
    private KnownClientRepository repository;

    @Inject
    private OwnTransaction transaction;

    private final Cache<Note, Boolean> noted =
            Caffeine.newBuilder().maximumSize(MAX_NOTES).expireAfterWrite(NOTED).build();

    /** That a login has been noted, so that it need not be again. */
    private record Note(AccountId account, Network client) {}

    /** Notes a login. If that cannot be done the client is new the next time, and the login is as good as before. */
    public void loggedIn(AccountId account, InetAddress client, Instant now) {
        Note note = new Note(account, Network.ofClient(client));
        if (noted.getIfPresent(note) != null) {
            return;
        }
        try {
            transaction.call(() -> {
                repository.loggedIn(account, note.client(), now, now.minus(MEMORY), MOST);
                return true;
            });
            noted.put(note, true);
        } catch (MailStoreException e) {
            LOG.log(Level.DEBUG, () -> "A login is not noted: " + e.getMessage());
        }
    }

    /** Whether the owner has logged in from there within the last thirty days. */
    public boolean contains(AccountId account, InetAddress client, Instant now) throws MailStoreException {
        return transaction.call(() -> repository
                .lastLogin(account, Network.ofClient(client))
                .filter(last -> last.isAfter(now.minus(MEMORY)))
                .isPresent());
    }
}
