package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.removal.Removal;
import org.facteur.mailstore.removal.RemovalRepository;
import org.jspecify.annotations.Nullable;

/** What the {@link Collector} does in one short transaction. */
@ApplicationScoped
public class CollectorStep {

    private static final int MESSAGES = 1_000;
    private static final int REMOVALS = 100;
    private static final int CONTENTS = 200;
    private static final int LOGGED = 1_000;
    private static final int SAVE_DATES = 1_000;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private RemovalRepository removals;

    @Inject
    private MessageRepository messages;

    @Inject
    private SaveDateRepository saveDates;

    /** Whether there may be more to purge of what was removed before. */
    public boolean purge(Instant before, Instant now) {
        List<Removal> old = removals.lockOlder(before, REMOVALS);
        if (old.isEmpty()) {
            return false;
        }
        if (!messages.purge(old, MESSAGES, now)) {
            removals.remove(old);
        }
        return true;
    }

    /** Whether there may be more to forget of what went from a mailbox before. */
    public boolean pruneLog(MailboxId id, Instant before) {
        List<Mailbox> mailbox = mailboxes.lock(List.of(id));
        long through = messages.pruneLog(id, before, LOGGED);
        mailbox.forEach(each -> each.forgetLog(through));
        return through > 0;
    }

    /** Where to go on with ranges of save dates, some of which may have no message any more; empty at the end. */
    public Optional<SaveDateRepository.Position> pruneSaveDates(SaveDateRepository.@Nullable Position after) {
        return saveDates.prune(after, SAVE_DATES);
    }

    /** Whether there may be more to collect. */
    public boolean collect(Instant before) {
        return messages.collect(before, CONTENTS) == CONTENTS;
    }
}
