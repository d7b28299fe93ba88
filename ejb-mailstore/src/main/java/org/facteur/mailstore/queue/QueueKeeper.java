package org.facteur.mailstore.queue;

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
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.api.MailStoreException;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.ServerLease;

/**
 * Looks after what waits too long: its sender hears that it is late, and then that it has been given up. And forgets destinations that
 * nobody writes to any more.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class QueueKeeper {

    private static final System.Logger LOG = System.getLogger(QueueKeeper.class.getName());

    /** Messages that are looked at before it is asked for more. */
    private static final int PAGE = 100;

    /** How long a transaction that has been prepared may take to be decided: a server may have to start again meanwhile. */
    private static final Duration LONGEST_DECISION = Duration.ofHours(1);

    @Inject
    private QueueService queue;

    @Inject
    private BranchRepository branches;

    @Inject
    private OwnTransaction transaction;

    @Inject
    private ServerLease lease;

    private final AtomicBoolean running = new AtomicBoolean();

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false, info = "look after what waits too long")
    public void look() {
        look(Instant.now());
    }

    /** @param now what should have been done by this moment is late */
    public void look(Instant now) {
        if (!lease.isHeld() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            holdUndecided(now);
            boolean goesOn;
            do {
                List<Long> late = queue.late(now, PAGE);
                goesOn = late.size() == PAGE;
                for (long message : late) {
                    goesOn &= look(message, now);
                }
            } while (goesOn);
        } catch (MailStoreException | EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "Looking after the queue is put off: {0}", e.getMessage());
        } finally {
            running.set(false);
        }
    }

    /** A transaction manager that has been gone for long may never decide: an administrator can. */
    private void holdUndecided(Instant now) throws MailStoreException {
        int held = transaction.call(() -> branches.hold(now.minus(LONGEST_DECISION)));
        if (held > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} recipients in the queue belong to transactions of applications that nobody has decided on:"
                            + " they are held",
                    held);
        }
    }

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "7", persistent = false, info = "forget destinations that nobody writes to")
    public void forget() {
        forget(Instant.now());
    }

    void forget(Instant now) {
        if (!lease.isHeld()) {
            return;
        }
        try {
            transaction.call(() -> {
                queue.forgetReach(now);
                return true;
            });
        } catch (MailStoreException | EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "Forgetting destinations is put off: {0}", e.getMessage());
        }
    }

    /** Whether it could be done; one message that it cannot be done for stands in the way of no other. */
    private boolean look(long message, Instant now) {
        try {
            return transaction.call(() -> {
                queue.look(message, now);
                return true;
            });
        } catch (MailStoreException | EJBException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Looking after message {0} in the queue is put off: {1}",
                    message,
                    e.getMessage());
            return false;
        }
    }
}
