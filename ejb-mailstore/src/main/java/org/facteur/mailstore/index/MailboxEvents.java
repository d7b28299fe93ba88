package org.facteur.mailstore.index;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxObserver;
import org.facteur.api.mailbox.Watch;

/** Tells who watches a mailbox that it has changed: after the commit of what changed it, never before. */
@ApplicationScoped
public class MailboxEvents {

    private static final System.Logger LOG = System.getLogger(MailboxEvents.class.getName());

    /** The key under which a transaction keeps what it changes. */
    private static final Object CHANGES = new Object();

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    private final ConcurrentHashMap<MailboxId, List<Watcher>> watchers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<AccountId, List<Watcher>> namesWatchers = new ConcurrentHashMap<>();
    private final Set<Watcher> serverWatchers = ConcurrentHashMap.newKeySet();

    /** Tells the observer of every change from now on, until the watch is closed. */
    public Watch watch(MailboxId mailbox, MailboxObserver observer) {
        return watch(watchers, mailbox, () -> observer.mailboxChanged(mailbox));
    }

    /** Tells the observer of every change of an account's names and subscriptions from now on, until the watch is closed. */
    public Watch watchNames(AccountId account, Runnable observer) {
        return watch(namesWatchers, account, observer);
    }

    /** Tells the observer of every change of what all accounts see of the server from now on, until the watch is closed. */
    public Watch watchServer(Runnable observer) {
        Watcher watcher = new Watcher(observer);
        serverWatchers.add(watcher);
        return () -> serverWatchers.remove(watcher);
    }

    private static <K> Watch watch(ConcurrentHashMap<K, List<Watcher>> all, K key, Runnable observer) {
        Watcher watcher = new Watcher(observer);
        all.compute(key, (id, known) -> {
            List<Watcher> present = known == null ? new CopyOnWriteArrayList<>() : known;
            present.add(watcher);
            return present;
        });
        return () -> all.computeIfPresent(key, (id, known) -> {
            known.remove(watcher);
            return known.isEmpty() ? null : known;
        });
    }

    /** Says that the present transaction changes a mailbox. */
    public void changing(MailboxId mailbox) {
        changes().mailboxes.add(mailbox);
    }

    /** Says that the present transaction changes the names or the subscriptions of an account. */
    public void namesChanging(AccountId account) {
        changes().accounts.add(account);
    }

    /** As {@link #namesChanging(AccountId)}, of every account. */
    public void allNamesChanging() {
        changes().allNames = true;
    }

    /** Says that the present transaction changes what all accounts see of the server. */
    public void serverChanging() {
        changes().server = true;
    }

    private Changes changes() {
        Changes changes = (Changes) transaction.getResource(CHANGES);
        if (changes == null) {
            changes = new Changes();
            transaction.putResource(CHANGES, changes);
            transaction.registerInterposedSynchronization(changes);
        }
        return changes;
    }

    /** The mailboxes that somebody watches. */
    Set<MailboxId> watched() {
        return Set.copyOf(watchers.keySet());
    }

    /** Says that a mailbox has changed, whoever changed it. */
    void tell(MailboxId mailbox) {
        tell(watchers.getOrDefault(mailbox, List.of()));
    }

    private static void tell(Collection<Watcher> all) {
        for (Watcher watcher : all) {
            try {
                watcher.observer.run();
            } catch (RuntimeException e) { // what is committed stays so, and the others are told, too
                LOG.log(System.Logger.Level.ERROR, "An observer of a mailbox failed", e);
            }
        }
    }

    /** One registration: the same observer may watch twice. */
    private static final class Watcher {

        private final Runnable observer;

        Watcher(Runnable observer) {
            this.observer = observer;
        }
    }

    /** What one transaction changes, told after its commit. */
    private final class Changes implements Synchronization {

        private final Set<MailboxId> mailboxes = new LinkedHashSet<>();
        private final Set<AccountId> accounts = new LinkedHashSet<>();
        private boolean allNames;
        private boolean server;

        @Override
        public void beforeCompletion() {
            // Only what is durable is told.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                mailboxes.forEach(MailboxEvents.this::tell);
                if (allNames) {
                    namesWatchers.values().forEach(MailboxEvents::tell);
                } else {
                    accounts.forEach(account -> tell(namesWatchers.getOrDefault(account, List.of())));
                }
                if (server) {
                    tell(serverWatchers);
                }
            }
        }
    }
}
