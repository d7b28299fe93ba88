package org.facteur.mailstore.removal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.jspecify.annotations.Nullable;

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

    /**
     * Removed messages, the last removed first.
     *
     * @param after where to begin; null for the beginning
     */
    List<Placed> messages(AccountId account, RemovedSelection selection, @Nullable RemovedPosition after, int count);

    /** A removed message and where it stands in the list. */
    record Placed(RemovedPosition position, RemovedMessage message) {}

    /** What the messages of a selection add up to. */
    MessageTotals totals(AccountId account, RemovedSelection selection);

    /** What those of some messages that can be had back add up to. */
    MessageTotals totals(AccountId account, MailboxId origin, UidSet uids);

    /** Some removals of a selection, all of one mailbox, locked until the transaction ends. */
    List<Removal> lockSome(AccountId account, RemovedSelection selection, int count);

    /** The removals in which these messages are, locked until the transaction ends. */
    List<Removal> lock(AccountId account, MailboxId origin, UidSet uids);

    /** Forgets those of some removals that hold no message any more. */
    void removeEmpty(Collection<Removal> removals);
}
