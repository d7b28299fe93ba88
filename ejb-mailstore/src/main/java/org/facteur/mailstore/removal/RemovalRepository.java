package org.facteur.mailstore.removal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.facteur.api.account.AccountId;

/** What has been removed from all mailboxes. */
public interface RemovalRepository {

    /** From now on it has an id; it is written at the end of the transaction. */
    void add(Removal removal);

    /** Makes what an account has, mailboxes and removals, removals that are nobody's. */
    void loseAll(AccountId account);

    /** Some removals from before a moment, locked until the transaction ends. */
    List<Removal> lockOlder(Instant before, int count);

    /** Forgets removals all of whose messages are gone. */
    void remove(Collection<Removal> removals);
}
