package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.removal.Removal;
import org.facteur.mailstore.removal.RemovalRepository;

/** What the {@link Collector} does in one short transaction. */
@ApplicationScoped
public class CollectorStep {

    private static final int MESSAGES = 1_000;
    private static final int REMOVALS = 100;
    private static final int CONTENTS = 200;
    private static final int LOGGED = 1_000;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private RemovalRepository removals;

    @Inject
    private MessageRepository messages;

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

    /** Whether there may be more to collect. */
    public boolean collect(Instant before) {
        return messages.collect(before, CONTENTS) == CONTENTS;
    }
}
