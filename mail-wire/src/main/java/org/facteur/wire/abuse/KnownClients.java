package org.facteur.wire.abuse;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.facteur.api.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * Where the owner of one account has logged in, {@value #MOST} places at most: the latest. Safe for use by several threads; times
 * are nanoseconds of one clock.
 */
final class KnownClients {

    private static final int MOST = 16;

    /** By the time of the last login, the oldest first. */
    private final Map<Network, Long> lastLogins = new LinkedHashMap<>();

    synchronized void add(Network client, long now) {
        lastLogins.remove(client);
        lastLogins.put(client, now);
        if (lastLogins.size() > MOST) {
            Iterator<Network> oldest = lastLogins.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Whether somebody has logged in from there since a time. */
    synchronized boolean contains(Network client, long since) {
        @Nullable Long last = lastLogins.get(client);
        return last != null && last - since >= 0;
    }
}
