package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AnnotationResult;
import org.facteur.api.imap.CopyResult;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.index.MailboxEvents;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.message.MailboxLocks.Owners;
import org.facteur.mailstore.message.MailboxLocks.Pair;
import org.facteur.mailstore.removal.Removal;
import org.facteur.mailstore.removal.RemovalRepository;
import org.facteur.mailstore.removal.Retention;

/**
 * Changes messages within the transaction of its caller, some thousand at most: each method takes the locks that it needs, and a
 * number of statements that does not depend on how many messages there are.
 */
@ApplicationScoped
public class MessageChanges {

    private static final long DELETED = SystemFlag.DELETED.bit();
    private static final long SEEN = SystemFlag.SEEN.bit();

    @Inject
    private MailboxLocks locks;

    @Inject
    private MessageRepository messages;

    @Inject
    private SaveDateRepository saveDates;

    @Inject
    private MessageAnnotations annotations;

    @Inject
    private RemovalRepository removals;

    @Inject
    private Retention retention;

    @Inject
    private MailboxEvents events;

    /**
     * Changes those of the flags that the rights let be changed.
     *
     * @return the mod-sequence of the mailbox afterwards
     */
    long store(MailboxId id, UidSet uids, FlagChange change, Rights rights) throws MailStoreException {
        return store(locks.lock(id), uids, change, rights);
    }

    /**
     * As {@link #store}, of messages that have not changed.
     *
     * @return the messages that are left as they are because they have changed after a mod-sequence
     */
    UidSet storeIfUnchanged(MailboxId id, UidSet uids, FlagChange change, Rights rights, long unchangedSince)
            throws MailStoreException {
        Mailbox mailbox = locks.lock(id);
        UidSet modified = messages.changedSince(id, uids, unchangedSince);
        UidSet unchanged = uids.minus(modified);
        if (!unchanged.isEmpty()) {
            store(mailbox, unchanged, change, rights);
        }
        return modified;
    }

    private long store(Mailbox mailbox, UidSet uids, FlagChange change, Rights rights) throws MailStoreException {
        Flags flags = PermittedFlags.among(change.flags(), rights);
        long mask =
                change.mode() == FlagChange.Mode.REMOVE ? mailbox.flagTable().mask(flags) : mailbox.maskOf(flags);
        long permitted = PermittedFlags.mask(rights);
        long modSeq = mailbox.highestModSeq() + 1;
        boolean changed;
        if (change.mode() == FlagChange.Mode.REPLACE && permitted != -1L) {
            // What may not be changed stays as it is.
            boolean removed = store(mailbox, uids, FlagChange.Mode.REMOVE, permitted & ~mask, modSeq);
            boolean added = store(mailbox, uids, FlagChange.Mode.ADD, mask, modSeq);
            changed = removed || added;
        } else {
            changed = store(mailbox, uids, change.mode(), mask, modSeq);
        }
        if (changed) {
            mailbox.takeModSeq();
            events.changing(mailbox.id());
        }
        return mailbox.highestModSeq();
    }

    /** Whether a message has been changed. */
    private boolean store(Mailbox mailbox, UidSet uids, FlagChange.Mode mode, long mask, long modSeq) {
        MailboxId id = mailbox.id();
        long seen = newlySeen(id, uids, mode, mask);
        long changed = switch (mode) {
            case ADD -> messages.addFlags(id, uids, mask, modSeq);
            case REMOVE -> messages.removeFlags(id, uids, mask, modSeq);
            case REPLACE -> messages.replaceFlags(id, uids, mask, modSeq);
        };
        mailbox.seen(seen);
        return changed > 0;
    }

    /** How many messages get {@code \Seen}, or with a minus lose it. */
    private long newlySeen(MailboxId mailbox, UidSet uids, FlagChange.Mode mode, long mask) {
        boolean named = (mask & SEEN) != 0;
        return switch (mode) {
            case ADD -> named ? messages.count(mailbox, uids, SEEN, false) : 0;
            case REMOVE -> named ? -messages.count(mailbox, uids, SEEN, true) : 0;
            case REPLACE ->
                named ? messages.count(mailbox, uids, SEEN, false) : -messages.count(mailbox, uids, SEEN, true);
        };
    }

    /**
     * Sets annotations of messages that have not changed after a mod-sequence.
     *
     * @param account who sets them
     */
    AnnotationResult annotate(
            AccountId account, MailboxId id, UidSet uids, List<MessageAnnotation> changes, long unchangedSince)
            throws MailStoreException {
        locks.lockOwner(id);
        Mailbox mailbox = locks.lock(id);
        UidSet modified =
                unchangedSince == Long.MAX_VALUE ? UidSet.EMPTY : messages.changedSince(id, uids, unchangedSince);
        UidSet unchanged = uids.minus(modified);
        long modSeq = mailbox.highestModSeq() + 1;
        if (unchanged.isEmpty() || !messages.touch(id, unchanged, modSeq)) {
            return new AnnotationResult(modified, Set.of());
        }
        annotations.set(account, mailbox, unchanged, changes, mailbox.takeModSeq());
        events.changing(id);
        return new AnnotationResult(modified, Set.of(modSeq));
    }

    /**
     * Copies what is there, at the cost of the owner of the target, which the caller has locked.
     *
     * @param account who copies: of the annotations of others, those that it sees are copied
     * @param rights in the target: what may not be set there is left out
     */
    CopyResult copy(AccountId account, MailAccount owner, Pair pair, UidSet uids, Rights rights)
            throws MailStoreException {
        List<MessageFacts> copied = messages.facts(pair.source().id(), uids, 0);
        MailboxLocks.use(owner, MessageFacts.totals(copied, 0));
        CopyResult result = copy(account, pair, uids, PermittedFlags.of(copied, rights), rights);
        annotations.checkRoom(pair);
        return result;
    }

    /** As {@link #copy}, and removes it from the source; the caller has locked the owners. */
    CopyResult move(AccountId account, Owners owners, Pair pair, UidSet uids, Rights rights) throws MailStoreException {
        Mailbox source = pair.source();
        List<MessageFacts> moved = messages.facts(source.id(), uids, 0);
        owners.pass(MessageFacts.totals(moved, 0));
        CopyResult result = copy(account, pair, uids, PermittedFlags.of(moved, rights), rights);
        if (!moved.isEmpty()) {
            // Within one mailbox the new UIDs may be among those that were named.
            UidSet going = source.id().equals(pair.target().id()) ? MessageFacts.uids(moved) : uids;
            messages.remove(source.id(), going, source.takeModSeq(), Instant.now());
            annotations.removed(source, MessageFacts.uids(moved));
            removed(source, moved);
            annotations.checkRoom(pair);
        }
        return result;
    }

    private CopyResult copy(AccountId account, Pair pair, UidSet uids, List<MessageFacts> copied, Rights rights)
            throws MailStoreException {
        Mailbox target = pair.target();
        if (copied.isEmpty()) {
            return new CopyResult(target.uidValidity(), UidSet.EMPTY, UidSet.EMPTY);
        }
        Map<Integer, Integer> bits =
                FlagTranslation.of(pair.source().flagTable(), target, copied, PermittedFlags.mask(rights));
        long first = target.takeUids(copied.size());
        messages.copy(pair.source().id(), uids, target, first, bits, target.takeModSeq());
        annotations.copied(account, pair, MessageFacts.uids(copied), first, rights);
        saveDates.add(target.id(), first, first + copied.size() - 1, Instant.now());
        target.added(MessageFacts.totals(copied, 0));
        events.changing(target.id());
        return new CopyResult(
                target.uidValidity(), MessageFacts.uids(copied), UidSet.range(first, first + copied.size() - 1));
    }

    /** Removes those of the messages that have {@code \Deleted}; they can be had back. */
    UidSet expunge(MailboxId id, UidSet uids) throws MailStoreException {
        return putAway(id, uids, DELETED);
    }

    /** Removes messages, whatever their flags; they can be had back. */
    public UidSet remove(MailboxId id, UidSet uids) throws MailStoreException {
        return putAway(id, uids, 0);
    }

    private UidSet putAway(MailboxId id, UidSet uids, long mask) throws MailStoreException {
        MailAccount account = locks.lockOwner(id);
        Mailbox mailbox = locks.lock(id);
        List<MessageFacts> going = messages.facts(id, uids, mask);
        if (!going.isEmpty()) {
            Instant now = Instant.now();
            Removal removal = retention.removalFrom(account.id(), mailbox, now);
            removals.add(removal);
            messages.putAway(id, uids, mask, removal, mailbox.takeModSeq(), now);
            annotations.putAway(mailbox, MessageFacts.uids(going), removal);
            MailboxLocks.giveBack(account, removed(mailbox, going));
        }
        return MessageFacts.uids(going);
    }

    /** Removes messages as if they had never been there: nobody can have them back. */
    void undo(MailAccount account, Mailbox mailbox, UidSet uids) {
        List<MessageFacts> going = messages.facts(mailbox.id(), uids, 0);
        if (!going.isEmpty()) {
            Instant now = Instant.now();
            messages.release(mailbox.id(), uids, now);
            messages.remove(mailbox.id(), uids, mailbox.takeModSeq(), now);
            annotations.removed(mailbox, MessageFacts.uids(going));
            MailboxLocks.giveBack(account, removed(mailbox, going));
        }
    }

    private MessageTotals removed(Mailbox mailbox, List<MessageFacts> gone) {
        MessageTotals totals = MessageFacts.totals(gone, mailbox.recentFrom());
        mailbox.removed(totals);
        events.changing(mailbox.id());
        return totals;
    }
}
