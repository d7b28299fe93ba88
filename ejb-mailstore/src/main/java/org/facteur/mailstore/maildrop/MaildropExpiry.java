package org.facteur.mailstore.maildrop;

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
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.message.Arrivals;
import org.facteur.mailstore.message.MessageChanges;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.ServerLease;

/**
 * Removes from maildrops what has been there for as long as {@link ExpiryRules} say, in short transactions. A maildrop that a session has
 * open is left for the next time: nothing goes under the eyes of a client (RFC 1939 section 4). What is removed can be had back
 * like everything that is.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class MaildropExpiry {

    private static final System.Logger LOG = System.getLogger(MaildropExpiry.class.getName());

    /** Accounts that are looked at before others are asked for. */
    private static final int PAGE = 100;

    /** Messages that one transaction removes. */
    private static final int STEP = 1_000;

    @Inject
    private ExpiryRules rules;

    @Inject
    private MaildropRepository maildrops;

    @Inject
    private MaildropLockRepository locks;

    @Inject
    private AccountRepository accounts;

    @Inject
    private Arrivals arrivals;

    @Inject
    private MessageChanges changes;

    @Inject
    private OwnTransaction transaction;

    @Inject
    private ServerLease lease;

    private final AtomicBoolean running = new AtomicBoolean();

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "17", persistent = false, info = "remove what has expired from maildrops")
    public void expire() {
        expire(Instant.now());
    }

    void expire(Instant now) {
        if (!rules.areAny() || !lease.isHeld() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            AccountId last = new AccountId(0);
            List<MaildropOwner> page;
            do {
                page = maildrops.after(last, PAGE);
                for (MaildropOwner owner : page) {
                    last = owner.account();
                    expire(owner, now);
                }
            } while (page.size() == PAGE);
        } catch (MailStoreException | EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "What has expired stays for now: {0}", e.getMessage());
        } finally {
            running.set(false);
        }
    }

    private void expire(MaildropOwner owner, Instant now) throws MailStoreException {
        OptionalInt days = rules.days(owner.domain());
        if (days.isEmpty()) {
            return;
        }
        Instant before = now.minus(Duration.ofDays(days.getAsInt()));
        // Mostly there is nothing, which one row tells.
        UidSet due = arrivals.before(before, owner.inbox(), 1);
        long removed = 0;
        while (!due.isEmpty()) {
            UidSet some = arrivals.before(before, owner.inbox(), STEP);
            long gone = transaction.call(() -> remove(owner, some, now));
            removed += gone;
            due = gone == 0 || some.count() < STEP ? UidSet.EMPTY : some;
        }
        if (removed > 0) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} messages of account {1} have expired",
                    removed,
                    owner.account().value());
        }
    }

    /** How many messages are gone. */
    private long remove(MaildropOwner owner, UidSet due, Instant now) throws MailStoreException {
        boolean isFree = accounts.lock(owner.account()).isPresent()
                && locks.find(owner.account()).filter(row -> row.isHeld(now)).isEmpty();
        return isFree ? changes.remove(owner.inbox(), due).count() : 0;
    }
}
