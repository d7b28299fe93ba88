package org.facteur.mailstore.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MessageTable;
import org.facteur.api.mailbox.UidSet;
import org.jspecify.annotations.Nullable;

/**
 * What the mailboxes in use hold, in memory: loaded once, then kept up by mod-sequence, at a cost that depends on what changed
 * and not on the mailbox. Everybody is given the same snapshot as long as nothing changes, and those who ask together
 * share one query. What is here can always be read again, so it is bounded, and another node has its own.
 */
@ApplicationScoped
public class MailboxIndex {

    private static final int LOCKS = 256;

    @Inject
    private IndexRepository mailboxes;

    /** The memory that the newest snapshots together may take. */
    @Inject
    @ConfigProperty(name = "facteur.index.bytes", defaultValue = "134217728")
    private long maxBytes;

    private Cache<MailboxId, Known> known;

    /** Those who ask for one mailbox at once wait for one query, and get one object. */
    private final Object[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();

    /**
     * A snapshot, and from when on no change can be missing in it.
     *
     * @param asOf when the query began that says so, on the clock of {@link System#nanoTime}
     */
    private record Known(MailboxSnapshot snapshot, long asOf) {

        private static final int BYTES = 200;

        int weight() {
            return (int) Math.min(Integer.MAX_VALUE, BYTES + snapshot.messages().bytes());
        }
    }

    @PostConstruct
    void start() {
        known = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((MailboxId id, Known value) -> value.weight())
                .build();
    }

    /** @throws MailStoreException {@code NO_SUCH_MAILBOX} */
    public MailboxSnapshot snapshot(MailboxId mailbox) throws MailStoreException {
        long asked = System.nanoTime();
        synchronized (locks[Math.floorMod(mailbox.hashCode(), LOCKS)]) {
            Known before = known.getIfPresent(mailbox);
            if (before != null && before.asOf - asked >= 0) {
                return before.snapshot;
            }
            long now = System.nanoTime();
            MailboxSnapshot present = read(mailbox, before == null ? null : before.snapshot);
            known.put(mailbox, new Known(present, now));
            return present;
        }
    }

    /**
     * What has gone from a mailbox after a mod-sequence.
     *
     * @return empty if that has been forgotten
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}
     */
    public Optional<UidSet> expungedSince(MailboxId mailbox, long modSeq) throws MailStoreException {
        ExpungeLog log = mailboxes.expungedSince(mailbox, modSeq).orElseThrow(() -> gone(mailbox));
        return log.from() > modSeq ? Optional.empty() : Optional.of(log.expunged());
    }

    /** Gives back the memory that a mailbox takes; who asks for it next reads it again. */
    public void forget(MailboxId mailbox) {
        known.invalidate(mailbox);
    }

    private MailboxSnapshot read(MailboxId mailbox, @Nullable MailboxSnapshot before) throws MailStoreException {
        MailboxSnapshot loaded = before == null ? load(mailbox) : before;
        MailboxDelta delta = changesSince(loaded);
        if (delta.logFrom() > loaded.highestModSeq()) {
            // Too old to be told everything that went since.
            loaded = load(mailbox);
            delta = changesSince(loaded);
        }
        return delta.highestModSeq() == loaded.highestModSeq() ? loaded : refreshed(loaded, delta);
    }

    private MailboxDelta changesSince(MailboxSnapshot snapshot) throws MailStoreException {
        return mailboxes
                .changesSince(snapshot.mailbox(), snapshot.highestModSeq())
                .orElseThrow(() -> gone(snapshot.mailbox()));
    }

    private MailStoreException gone(MailboxId mailbox) {
        forget(mailbox);
        return new MailStoreException(Reason.NO_SUCH_MAILBOX, "The mailbox has been deleted");
    }

    /**
     * Reads a mailbox page by page. What the pages hold is not of one moment: it counts as known up to the mod-sequence before
     * the first page, and one refresh makes it exact.
     */
    private MailboxSnapshot load(MailboxId mailbox) throws MailStoreException {
        MailboxDelta before = mailboxes.changesSince(mailbox, Long.MAX_VALUE).orElseThrow(() -> gone(mailbox));
        MessageTable.Builder messages = new MessageTable.Builder();
        while (mailboxes.readPage(mailbox, messages)) {
            // Each page is a statement of its own.
        }
        return snapshot(mailbox, before, mailboxes.flagTable(mailbox), messages.build());
    }

    private MailboxSnapshot refreshed(MailboxSnapshot loaded, MailboxDelta delta) {
        int keywords = loaded.flagTable().keywords().size();
        boolean hasNewKeyword = (delta.flags() >>> FlagTable.FIRST_KEYWORD_BIT >>> keywords) != 0;
        FlagTable flagTable = hasNewKeyword ? mailboxes.flagTable(loaded.mailbox()) : loaded.flagTable();
        MessageTable messages = loaded.messages().with(delta.changed(), delta.expunged());
        return snapshot(loaded.mailbox(), delta, flagTable, messages);
    }

    private static MailboxSnapshot snapshot(
            MailboxId mailbox, MailboxDelta upTo, FlagTable flagTable, MessageTable messages) {
        return new MailboxSnapshot(mailbox, mailbox.value(), upTo.uidNext(), upTo.highestModSeq(), flagTable, messages);
    }
}
