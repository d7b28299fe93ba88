package org.facteur.mailstore.index;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxObserver;
import org.facteur.api.mailbox.Watch;

/** Tells who watches a mailbox that it has changed: after the commit of what changed it, never before. */
@ApplicationScoped
public class MailboxEvents {

    private static final System.Logger LOG = System.getLogger(MailboxEvents.class.getName());

    /** The key under which a transaction keeps the mailboxes that it changes. */
    private static final Object CHANGED = new Object();

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    private final ConcurrentHashMap<MailboxId, List<Watcher>> watchers = new ConcurrentHashMap<>();

    /** Tells the observer of every change from now on, until the watch is closed. */
    public Watch watch(MailboxId mailbox, MailboxObserver observer) {
        Watcher watcher = new Watcher(observer);
        watchers.compute(mailbox, (id, known) -> {
            List<Watcher> all = known == null ? new CopyOnWriteArrayList<>() : known;
            all.add(watcher);
            return all;
        });
        return () -> watchers.computeIfPresent(mailbox, (id, known) -> {
            known.remove(watcher);
            return known.isEmpty() ? null : known;
        });
    }

    /** Says that the present transaction changes a mailbox. */
    public void changing(MailboxId mailbox) {
        @SuppressWarnings("unchecked")
        Set<MailboxId> changed = (Set<MailboxId>) transaction.getResource(CHANGED);
        if (changed == null) {
            changed = new LinkedHashSet<>();
            transaction.putResource(CHANGED, changed);
            transaction.registerInterposedSynchronization(new AfterCommit(changed));
        }
        changed.add(mailbox);
    }

    /** The mailboxes that somebody watches. */
    Set<MailboxId> watched() {
        return Set.copyOf(watchers.keySet());
    }

    /** Says that a mailbox has changed, whoever changed it. */
    void tell(MailboxId mailbox) {
        for (Watcher watcher : watchers.getOrDefault(mailbox, List.of())) {
            try {
                watcher.observer.mailboxChanged(mailbox);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "An observer of a mailbox failed: {0}", e.toString());
            }
        }
    }

    /** One registration: the same observer may watch twice. */
    private static final class Watcher {

        private final MailboxObserver observer;

        Watcher(MailboxObserver observer) {
            this.observer = observer;
        }
    }

    private final class AfterCommit implements Synchronization {

        private final Set<MailboxId> changed;

        AfterCommit(Set<MailboxId> changed) {
            this.changed = changed;
        }

        @Override
        public void beforeCompletion() {
            // Only what is durable is told.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                changed.forEach(MailboxEvents.this::tell);
            }
        }
    }
}
