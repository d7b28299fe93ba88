package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.CopyResult;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.access.Accessed;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.message.CopyJournal.Copy;
import org.facteur.mailstore.message.MailboxLocks.Pair;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Copies many messages in steps, all of them or none (RFC 3501 section 6.4.7): each step writes into the journal what it has put
 * into the target, the last one forgets the journal, and what fails before is undone from it. Who finds a journal whose lease is
 * over undoes it for a node that does not come back.
 */
@ApplicationScoped
public class LongCopies {

    /** How long a step may take before others believe that nobody carries the copy on. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final System.Logger LOG = System.getLogger(LongCopies.class.getName());

    @Inject
    private MailboxLocks locks;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private MessageRepository messages;

    @Inject
    private MessageChanges changes;

    @Inject
    private CopyJournal journal;

    @Inject
    private OwnTransaction transaction;

    /** A copy in progress. */
    private static final class Progress {

        private final CopyResults results;
        private @Nullable Copy copy;
        private long steps;

        Progress(MailboxId target) {
            results = new CopyResults(target.value());
        }
    }

    /**
     * @param account who copies
     * @param known what the source holds
     * @param accessed the target
     * @throws MailStoreException as {@link org.facteur.api.imap.ImapListener#copy}; the target is then as it was
     */
    CopyResult copy(AccountId account, MailboxId source, MailboxSnapshot known, UidSet uids, Accessed accessed)
            throws MailStoreException {
        MailboxId target = accessed.mailbox().id();
        checkRoom(source, Steps.of(known, uids, 0), accessed.owner());
        Progress progress = new Progress(target);
        try {
            for (Iterator<UidSet> steps = Steps.of(known, uids, 0); steps.hasNext(); ) {
                UidSet step = steps.next();
                boolean isLast = !steps.hasNext();
                CopyResult result = transaction.call(() -> copyStep(account, source, step, accessed, progress, isLast));
                progress.results.add(result);
                if (!result.target().isEmpty()) {
                    progress.copy = progress.copy == null
                            ? new Copy(target, result.target().first())
                            : progress.copy;
                    progress.steps++;
                }
            }
        } catch (MailStoreException | RuntimeException e) {
            undoAfter(progress, e);
            throw e;
        }
        return progress.results.all();
    }

    /** Refuses what does not fit before anything of it is seen. */
    private void checkRoom(MailboxId source, Iterator<UidSet> steps, AccountId account) throws MailStoreException {
        MessageTotals totals = MessageTotals.NONE;
        while (steps.hasNext()) {
            UidSet step = steps.next();
            totals = totals.plus(transaction.call(() -> messages.totals(source, step)));
        }
        MessageTotals all = totals;
        transaction.call(() -> {
            MailboxLocks.checkRoom(locks.lock(account), all);
            return all;
        });
    }

    private CopyResult copyStep(
            AccountId account, MailboxId source, UidSet step, Accessed accessed, Progress progress, boolean isLast)
            throws MailStoreException {
        MailboxId target = accessed.mailbox().id();
        MailAccount owner = locks.lock(accessed.owner());
        Pair pair = locks.lock(source, target);
        CopyResult result = changes.copy(account, owner, pair, step, accessed.rights());
        Copy begun = progress.copy;
        if (begun != null) {
            long known = isLast ? journal.remove(begun) : journal.steps(begun);
            if (known != progress.steps) {
                throw new MailStoreException(Reason.UNAVAILABLE, "The copy took too long and has been undone");
            }
        }
        if (!isLast && !result.target().isEmpty()) {
            UidSet.Range copied = result.target().ranges().get(0);
            journal.add(
                    begun == null ? new Copy(target, copied.first()) : begun,
                    copied,
                    Instant.now().plus(LEASE));
        }
        return result;
    }

    private void undoAfter(Progress progress, Exception failure) {
        Copy begun = progress.copy;
        if (begun == null) {
            return;
        }
        try {
            undo(begun);
        } catch (MailStoreException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A COPY that failed is undone later: {0}; now: {1}",
                    failure.getMessage(),
                    e.getMessage());
        }
    }

    /** Takes back what a copy has put into its target, step by step. */
    void undo(Copy copy) throws MailStoreException {
        while (transaction.call(() -> undoStep(copy))) {
            // Each call is a transaction of its own.
        }
    }

    /** Whether there may be more to undo. */
    private boolean undoStep(Copy copy) throws MailStoreException {
        Optional<AccountId> owner = mailboxes.find(copy.target()).flatMap(Mailbox::account);
        if (owner.isEmpty()) {
            journal.remove(copy);
            return false;
        }
        MailAccount account = locks.lock(owner.get());
        List<Mailbox> target = mailboxes.lock(List.of(copy.target()));
        Optional<UidSet.Range> step = journal.anyStep(copy);
        if (step.isEmpty() || target.isEmpty()) {
            return step.isPresent();
        }
        changes.undo(
                account,
                target.get(0),
                UidSet.range(step.get().first(), step.get().last()));
        journal.remove(copy, step.get());
        return true;
    }
}
