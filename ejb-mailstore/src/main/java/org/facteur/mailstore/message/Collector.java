package org.facteur.mailstore.message;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.ServerLease;
import org.facteur.mailstore.removal.Retention;
import org.jspecify.annotations.Nullable;

/**
 * Takes away in the background what nobody can see any more: copies that did not come to their end, removed messages whose time
 * is over, what is logged for those who have been away for too long, and content that no message refers to. It works in small
 * transactions, and may be stopped at any moment: what is left is found the next time.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Collector {

    /** Who has begun to read a message comes to its end. */
    static final Duration GRACE = Duration.ofHours(1);

    private static final System.Logger LOG = System.getLogger(Collector.class.getName());

    /** Copies, or mailboxes, that are looked at in one round. */
    private static final int ITEMS = 100;

    @Inject
    private MessageRepository messages;

    @Inject
    private LongCopies copies;

    @Inject
    private Retention retention;

    @Inject
    private CopyJournal journal;

    @Inject
    private CollectorStep step;

    @Inject
    private OwnTransaction transaction;

    @Inject
    private ServerLease lease;

    /** How far the save dates have been looked at, some in each round. */
    private volatile SaveDateRepository.@Nullable Position pruned;

    private final AtomicBoolean running = new AtomicBoolean();

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "*", persistent = false, info = "collect what is gone")
    public void collect() {
        collect(Instant.now());
    }

    /** @param now what is older than the configured periods at this moment is taken away */
    public void collect(Instant now) {
        if (!lease.isHeld() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            for (CopyJournal.Copy copy : transaction.call(() -> journal.abandoned(now, ITEMS))) {
                copies.undo(copy);
            }
            untilDone(() -> step.purge(now.minus(retention.undelete()), now));
            Instant logged = now.minus(retention.expungeLog());
            for (MailboxId mailbox : transaction.call(() -> messages.withOldLog(logged, ITEMS))) {
                untilDone(() -> step.pruneLog(mailbox, logged));
            }
            pruned = transaction.call(() -> step.pruneSaveDates(pruned)).orElse(null);
            untilDone(() -> step.collect(now.minus(GRACE)));
        } catch (MailStoreException | EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "Collecting is put off: {0}", e.getMessage());
        } finally {
            running.set(false);
        }
    }

    private void untilDone(OwnTransaction.Work<Boolean> work) throws MailStoreException {
        while (transaction.call(work)) {
            // Each call is a transaction of its own.
        }
    }
}
