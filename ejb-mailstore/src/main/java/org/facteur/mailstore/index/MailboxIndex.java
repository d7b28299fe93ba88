package org.facteur.mailstore.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxSnapshot;

/**
 * What the mailboxes in use hold, in memory: loaded once, then kept up by mod-sequence. Everybody is given the same snapshot as
 * long as nothing changes. What is here can always be read again, so it is bounded, and another node has its own.
 */
@ApplicationScoped
public class MailboxIndex {

    /** The memory that all snapshots together may take. */
    private static final long MAX_BYTES = 128L << 20;

    private static final int BYTES_OF_MESSAGE = Integer.BYTES + 2 * Long.BYTES;
    private static final int BYTES_OF_SNAPSHOT = 200;
    private static final int PAGE = 20_000;
    private static final int LOCKS = 256;

    @Inject
    private IndexRepository mailboxes;

    private final Cache<MailboxId, MailboxSnapshot> snapshots = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((MailboxId id, MailboxSnapshot snapshot) ->
                    (int) Math.min(Integer.MAX_VALUE, BYTES_OF_SNAPSHOT + (long) snapshot.size() * BYTES_OF_MESSAGE))
            .build();

    /** Two who ask for one mailbox at once wait for one query, and get one object. */
    private final Object[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();

    /** @throws MailStoreException {@code NO_SUCH_MAILBOX} */
    public MailboxSnapshot snapshot(MailboxId mailbox) throws MailStoreException {
        synchronized (locks[Math.floorMod(mailbox.hashCode(), LOCKS)]) {
            MailboxSnapshot known = snapshots.getIfPresent(mailbox);
            MailboxSnapshot loaded = known == null ? load(mailbox) : known;
            MailboxDelta delta =
                    mailboxes.changesSince(mailbox, loaded.highestModSeq()).orElseThrow(() -> gone(mailbox));
            MailboxSnapshot present = delta.highestModSeq() == loaded.highestModSeq() && known != null
                    ? loaded
                    : refreshed(loaded, delta);
            if (present != known) {
                snapshots.put(mailbox, present);
            }
            return present;
        }
    }

    private MailStoreException gone(MailboxId mailbox) {
        snapshots.invalidate(mailbox);
        return new MailStoreException(Reason.NO_SUCH_MAILBOX, "The mailbox has been deleted");
    }

    /**
     * Reads a mailbox page by page. What the pages hold is not of one moment: it counts as known up to the mod-sequence before
     * the first page, and one refresh makes it exact.
     */
    private MailboxSnapshot load(MailboxId mailbox) throws MailStoreException {
        MailboxDelta before = mailboxes.changesSince(mailbox, Long.MAX_VALUE).orElseThrow(() -> gone(mailbox));
        MessageColumns messages = new MessageColumns(0);
        MessageColumns page;
        long above = 0;
        do {
            page = mailboxes.page(mailbox, above, PAGE);
            messages.addAll(page);
            above = page.size() == 0 ? above : page.uid(page.size() - 1);
        } while (page.size() == PAGE);
        return snapshot(mailbox, before.uidNext(), before.highestModSeq(), mailboxes.flagTable(mailbox), messages);
    }

    private MailboxSnapshot refreshed(MailboxSnapshot known, MailboxDelta delta) {
        MessageColumns changed = delta.changed();
        MessageColumns messages = new MessageColumns(known.size() + changed.size());
        int next = 0;
        for (int sequence = 1; sequence <= known.size(); sequence++) {
            long uid = known.uid(sequence);
            while (next < changed.size() && changed.uid(next) < uid) {
                add(messages, changed, next++);
            }
            if (next < changed.size() && changed.uid(next) == uid) {
                add(messages, changed, next++);
            } else if (!delta.expunged().contains(uid)) {
                messages.add(uid, known.flags(sequence), known.modSeq(sequence));
            }
        }
        while (next < changed.size()) {
            add(messages, changed, next++);
        }
        boolean hasNewKeyword = (changed.allFlags()
                        >>> FlagTable.FIRST_KEYWORD_BIT
                        >>> known.flagTable().keywords().size())
                != 0;
        FlagTable flagTable = hasNewKeyword ? mailboxes.flagTable(known.mailbox()) : known.flagTable();
        return snapshot(known.mailbox(), delta.uidNext(), delta.highestModSeq(), flagTable, messages);
    }

    private static void add(MessageColumns messages, MessageColumns changed, int index) {
        messages.add(changed.uid(index), changed.flags(index), changed.modSeq(index));
    }

    private static MailboxSnapshot snapshot(
            MailboxId mailbox, long uidNext, long highestModSeq, FlagTable flagTable, MessageColumns messages) {
        return new MailboxSnapshot(
                mailbox,
                mailbox.value(),
                uidNext,
                highestModSeq,
                flagTable,
                messages.uids(),
                messages.flags(),
                messages.modSeqs());
    }
}
