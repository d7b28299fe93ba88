package org.facteur.imap.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.facteur.api.account.AccountId;

/** How many connections of each account are logged in, over all ports of this server: no more than a limit. */
public final class UserConnections {

    private final int most;
    private final Map<AccountId, Integer> counts = new ConcurrentHashMap<>();

    public UserConnections(int most) {
        this.most = most;
    }

    /** @return false if the account has as many connections as it may have */
    boolean enter(AccountId account) {
        boolean[] entered = new boolean[1];
        counts.compute(account, (id, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < most;
            return entered[0] ? before + 1 : count;
        });
        return entered[0];
    }

    /** Of a connection that has entered. */
    void leave(AccountId account) {
        counts.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
    }
}
