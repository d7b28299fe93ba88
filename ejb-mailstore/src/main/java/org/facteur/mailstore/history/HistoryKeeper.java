package org.facteur.mailstore.history;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.api.MailStoreException;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.ServerLease;

/** Forgets what has been kept long enough, in short transactions, the oldest first. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class HistoryKeeper {

    private static final System.Logger LOG = System.getLogger(HistoryKeeper.class.getName());

    /** Rows that one transaction removes. */
    static final int STEP = 1_000;

    @Inject
    private History history;

    @Inject
    private HistoryRepository repository;

    @Inject
    private OwnTransaction transaction;

    @Inject
    private ServerLease lease;

    private final AtomicBoolean running = new AtomicBoolean();

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "*/10", persistent = false, info = "forget old delivery history")
    public void forget() {
        forget(Instant.now());
    }

    void forget(Instant now) {
        if (!lease.isHeld() || !running.compareAndSet(false, true)) {
            return;
        }
        long before = HistoryIds.first(now.minus(history.kept()));
        try {
            while (transaction.call(() -> repository.removeMessages(before, STEP)) == STEP) {
                // There are more.
            }
            while (transaction.call(() -> repository.removeEvents(before, STEP)) == STEP) {
                // There are more.
            }
        } catch (MailStoreException | EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "Forgetting old delivery history is put off: {0}", e.getMessage());
        } finally {
            running.set(false);
        }
    }
}
