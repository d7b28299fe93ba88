package org.facteur.mailstore.message;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.persistence.ServerLease;

/**
 * Takes away in the background what nobody can see any more: messages of dropped mailboxes, and content that no message refers
 * to. It works in small transactions, and may be stopped at any moment: what is left is found the next time.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Collector {

    /** Who has begun to read a message comes to its end. */
    static final Duration GRACE = Duration.ofHours(1);

    private static final System.Logger LOG = System.getLogger(Collector.class.getName());
    private static final int MAILBOXES = 100;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private CollectorStep step;

    @Inject
    private ServerLease lease;

    private final AtomicBoolean running = new AtomicBoolean();

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "*/5", persistent = false, info = "collect unreferenced content")
    public void collect() {
        collect(Instant.now());
    }

    void collect(Instant now) {
        if (!lease.isHeld() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            for (MailboxId dropped : mailboxes.findDropped(MAILBOXES)) {
                while (step.purge(dropped, now)) {
                    // Each call is a transaction of its own.
                }
            }
            while (step.collect(now.minus(GRACE))) {
                // Each call is a transaction of its own.
            }
        } catch (PersistenceException | jakarta.ejb.EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "Collecting is put off: {0}", e.getMessage());
        } finally {
            running.set(false);
        }
    }
}
