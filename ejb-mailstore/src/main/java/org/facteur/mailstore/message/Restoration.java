package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.index.MailboxEvents;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.mailbox.MailboxService;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.removal.Removal;
import org.facteur.mailstore.removal.RemovalRepository;
import org.jspecify.annotations.Nullable;

/** Puts removed messages back, within the transaction of its caller. */
@ApplicationScoped
public class Restoration {

    @Inject
    private MailboxLocks locks;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private MailboxService mailboxService;

    @Inject
    private MessageRepository messages;

    @Inject
    private SaveDateRepository saveDates;

    @Inject
    private MessageAnnotations annotations;

    @Inject
    private RemovalRepository removals;

    @Inject
    private MailboxEvents events;

    public MailAccount lock(AccountId account) throws MailStoreException {
        return locks.lock(account);
    }

    /** @throws MailStoreException {@code OVER_QUOTA} */
    public void checkRoom(AccountId account, MessageTotals totals) throws MailStoreException {
        MailboxLocks.checkRoom(locks.lock(account), totals);
    }

    /**
     * Restores some messages, a thousand at most, and forgets the removals that hold none any more.
     *
     * @param account whose messages they are, locked
     * @param from removals from one mailbox, locked
     * @param into where to; null for the mailbox that they were in
     * @return how many; less than there are only if there are more than a thousand
     */
    public long restore(MailAccount account, List<Removal> from, UidSet uids, @Nullable MailboxName into)
            throws MailStoreException {
        if (from.isEmpty()) {
            return 0;
        }
        List<MessageFacts> restored = messages.facts(from, uids, Steps.MESSAGES);
        if (!restored.isEmpty()) {
            MessageTotals totals = MessageFacts.totals(restored, 0);
            MailboxLocks.use(account, totals);
            Mailbox target = lockTarget(account.id(), from.get(0), into);
            Map<Integer, Integer> bits = FlagTranslation.of(latest(from).flagTable(), target, restored);
            // Else the next EXPUNGE of whoever has the mailbox open would take it away again.
            bits.remove(SystemFlag.DELETED.ordinal());
            long first = target.takeUids(restored.size());
            UidSet present = MessageFacts.uids(restored);
            long modSeq = target.takeModSeq();
            annotations.restoring(from, present, target, first, modSeq);
            messages.restore(from, present, target, first, bits, modSeq);
            saveDates.add(target.id(), first, first + restored.size() - 1, Instant.now());
            target.added(totals);
            events.changing(target.id());
        }
        removals.removeEmpty(from);
        return restored.size();
    }

    /** A mailbox only ever gets more keywords: the last removal knows those of all. */
    private static Removal latest(List<Removal> removals) {
        return removals.stream()
                .max(Comparator.comparingInt(
                        removal -> removal.flagTable().keywords().size()))
                .orElseThrow();
    }

    private Mailbox lockTarget(AccountId account, Removal removal, @Nullable MailboxName into)
            throws MailStoreException {
        Optional<Mailbox> origin = into == null
                ? mailboxes
                        .find(removal.origin())
                        .filter(mailbox ->
                                mailbox.account().filter(account::equals).isPresent())
                : Optional.empty();
        if (origin.isPresent()) {
            return locks.lock(origin.get().id());
        }
        MailboxName name = into == null ? removal.mailboxName() : into;
        Optional<Mailbox> known = mailboxes.find(account, name).filter(Mailbox::isSelectable);
        if (known.isPresent()) {
            return locks.lock(known.get().id());
        }
        MailboxId made = mailboxService.createOwn(account, name);
        mailboxes.flush();
        return locks.lock(made);
    }
}
