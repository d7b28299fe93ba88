package org.facteur.mailstore.queue;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.queue.QueueObserver;

/** Tells who passes mail on that something has become due: after the commit of what made it so, never before. */
@ApplicationScoped
public class QueueEvents {

    private static final System.Logger LOG = System.getLogger(QueueEvents.class.getName());

    /** The key under which a transaction keeps what it makes due. */
    private static final Object CHANGES = new Object();

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    private final List<Registration> observers = new CopyOnWriteArrayList<>();

    /** One registration: the same observer may watch twice. */
    private static final class Registration {

        private final QueueObserver observer;

        Registration(QueueObserver observer) {
            this.observer = observer;
        }
    }

    Watch watch(QueueObserver observer) {
        Registration registration = new Registration(observer);
        observers.add(registration);
        return () -> observers.remove(registration);
    }

    /** Says that the present transaction makes something due for a destination. */
    void becomesDue(Destination destination) {
        Changes changes = (Changes) transaction.getResource(CHANGES);
        if (changes == null) {
            changes = new Changes();
            transaction.putResource(CHANGES, changes);
            transaction.registerInterposedSynchronization(changes);
        }
        changes.destinations.add(destination.name());
    }

    /** What one transaction makes due, told after its commit. */
    private final class Changes implements Synchronization {

        private final Set<String> destinations = new LinkedHashSet<>();

        @Override
        public void beforeCompletion() {
            // Only what is durable is told.
        }

        @Override
        public void afterCompletion(int status) {
            if (status != Status.STATUS_COMMITTED) {
                return;
            }
            for (Registration registration : observers) {
                try {
                    registration.observer.due(Set.copyOf(destinations));
                } catch (RuntimeException e) { // what is committed stays so, and the others are told, too
                    LOG.log(System.Logger.Level.ERROR, "An observer of the queue failed", e);
                }
            }
        }
    }
}
