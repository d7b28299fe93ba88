package org.facteur.mailstore.maildrop;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.api.pop3.MaildropLock;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.message.MessageChanges;
import org.facteur.mailstore.message.MessageRepository;
import org.facteur.mailstore.message.MessageService;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.StoreBoundary;

/** Keeps maildrops for one POP3 session at a time. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class MaildropService {

    @Inject
    private AccountRepository accounts;

    @Inject
    private MaildropLockRepository locks;

    @Inject
    private ServerIdentity server;

    @Inject
    private MessageRepository messages;

    @Inject
    private MessageService messageService;

    @Inject
    private MessageChanges changes;

    @Inject
    private MaildropRules rules;

    @Inject
    private OwnTransaction transaction;

    /** Takes away the locks that this server held when it died: no session of them is left. */
    public void releaseOwn() throws MailStoreException {
        locks.removeAll(server.id());
    }

    /** As {@link Pop3Listener#open}; whoever delivers to the account waits for the lock of it alone, and not for the list. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Maildrop open(AccountId account) throws MailStoreException {
        Taken taken = transaction.call(() -> take(account));
        try {
            return new Maildrop(taken.lock(), taken.inbox().value(), messages.list(taken.inbox()));
        } catch (PersistenceException e) {
            transaction.call(() -> givenBack(taken.lock()));
            throw e;
        }
    }

    /** The lock, and what it is of. */
    private record Taken(MaildropLock lock, MailboxId inbox) {}

    private Taken take(AccountId accountId) throws MailStoreException {
        MailAccount account = lock(accountId);
        Instant now = Instant.now();
        Optional<MaildropLockRow> known = locks.find(accountId);
        if (known.isPresent() && known.get().isHeld(now)) {
            throw new MailStoreException(Reason.IN_USE, "Another session has the maildrop open");
        }
        if (known.flatMap(MaildropLockRow::began)
                .filter(began -> isTooSoon(began, now))
                .isPresent()) {
            throw new MailStoreException(Reason.TOO_SOON, "The account has logged in a short time ago");
        }
        MaildropLockRow row = known.orElseGet(() -> {
            MaildropLockRow made = new MaildropLockRow(accountId);
            locks.add(made);
            return made;
        });
        return new Taken(row.take(now, server.id()), new MailboxId(account.inboxId()));
    }

    private boolean isTooSoon(Instant lastLogin, Instant now) {
        return now.isBefore(lastLogin.plus(rules.policy().loginDelay()));
    }

    /** As {@link Pop3Listener#renew}. */
    public void renew(MaildropLock lock) throws MailStoreException {
        lock(lock.account());
        held(lock).renew(Instant.now());
    }

    /** As {@link Pop3Listener#close}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void close(MaildropLock lock, UidSet deletions) throws MailStoreException {
        Iterator<UidSet> steps = messageService.steps(deletions);
        do {
            UidSet step = steps.hasNext() ? steps.next() : UidSet.EMPTY;
            boolean isLast = !steps.hasNext();
            transaction.call(() -> close(lock, step, isLast));
        } while (steps.hasNext());
    }

    private MaildropLock close(MaildropLock lock, UidSet step, boolean isLast) throws MailStoreException {
        MailAccount account = lock(lock.account());
        MaildropLockRow row = held(lock);
        if (!step.isEmpty()) {
            changes.remove(new MailboxId(account.inboxId()), step);
        }
        if (isLast) {
            giveBack(row);
        } else {
            row.renew(Instant.now());
        }
        return lock;
    }

    /** As {@link Pop3Listener#abandon}. */
    public void abandon(MaildropLock lock) throws MailStoreException {
        givenBack(lock);
    }

    private MaildropLock givenBack(MaildropLock lock) {
        if (accounts.lock(lock.account()).isPresent()) {
            locks.find(lock.account()).filter(row -> row.isHeldBy(lock)).ifPresent(this::giveBack);
        }
        return lock;
    }

    /** Where logins have to keep a distance, the row remembers the last one, for every server. */
    private void giveBack(MaildropLockRow row) {
        if (rules.policy().loginDelay().isZero()) {
            locks.remove(row);
        } else {
            row.giveBack();
        }
    }

    private MaildropLockRow held(MaildropLock lock) throws MailStoreException {
        return locks.find(lock.account())
                .filter(row -> row.isHeldBy(lock))
                .orElseThrow(() -> new MailStoreException(Reason.IN_USE, "The lock of the maildrop has been lost"));
    }

    private MailAccount lock(AccountId account) throws MailStoreException {
        return accounts.lock(account)
                .orElseThrow(() -> new MailStoreException(Reason.IN_USE, "The account has been deleted"));
    }
}
