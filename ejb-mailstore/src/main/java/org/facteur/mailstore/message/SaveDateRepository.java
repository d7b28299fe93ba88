package org.facteur.mailstore.message;

import java.time.Instant;
import java.util.Optional;
import org.facteur.api.mailbox.MailboxId;
import org.jspecify.annotations.Nullable;

/** Which messages came into their mailboxes at another moment than their internal dates say. */
public interface SaveDateRepository {

    /** A range of messages of a mailbox. */
    record Position(MailboxId mailbox, long firstUid) {}

    /** Writes down when messages with a run of UIDs come. */
    void add(MailboxId mailbox, long firstUid, long lastUid, Instant saved);

    /** What is written down of a run of UIDs. */
    SaveDates find(MailboxId mailbox, long firstUid, long lastUid);

    /**
     * Forgets those of some ranges in which no message is left.
     *
     * @param after where to begin; null at the beginning
     * @param count how many ranges to look at, at most
     * @return where to go on; empty at the end
     */
    Optional<Position> prune(@Nullable Position after, int count);
}
