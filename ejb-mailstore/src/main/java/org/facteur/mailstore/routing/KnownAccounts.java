package org.facteur.mailstore.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.facteur.mailstore.account.MailAddress;

/**
 * Remembers for a minute, on this node, which addresses were accounts' own when RCPT was answered, so that the message that follows is delivered
 * without asking where they lead. It may be wrong: whoever relies on it locks the account next, and finds that there is none.
 */
@ApplicationScoped
public class KnownAccounts {

    private static final int MAX_REMEMBERED = 10_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

    private final Cache<MailAddress, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();

    public void remember(MailAddress address) {
        known.put(address, Boolean.TRUE);
    }

    public void forget(MailAddress address) {
        known.invalidate(address);
    }

    boolean contains(MailAddress address) {
        return known.getIfPresent(address) != null;
    }
}
