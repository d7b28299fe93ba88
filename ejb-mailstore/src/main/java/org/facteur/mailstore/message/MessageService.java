package org.facteur.mailstore.message;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.AppendResult;
import org.facteur.api.imap.CopyResult;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.access.Accessed;
import org.facteur.mailstore.access.MailboxAccess;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.index.MailboxEvents;
import org.facteur.mailstore.index.MailboxIndex;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.message.MailboxLocks.Owners;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.StoreBoundary;

/**
 * Reads and changes messages for IMAP sessions. A change of many messages is a sequence of short transactions, between which
 * others change the mailbox; what a change has done is durable when it returns.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class MessageService {

    private static final long SEEN = SystemFlag.SEEN.bit();

    /** What a message takes at most from its arrival to its row. */
    private static final Duration SAME_MOMENT = Duration.ofMinutes(1);

    @Inject
    private MailboxLocks locks;

    @Inject
    private MailboxAccess access;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private MessageRepository messages;

    @Inject
    private SaveDateRepository saveDates;

    @Inject
    private MessageAnnotations annotations;

    @Inject
    private MessageChanges changes;

    @Inject
    private LongCopies copies;

    @Inject
    private MailboxIndex index;

    @Inject
    private MessageReader reader;

    @Inject
    private ContentWriter contents;

    @Inject
    private MailboxEvents events;

    @Inject
    private OwnTransaction transaction;

    /** As {@link ImapListener#checkAppend}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void checkAppend(AccountId account, MailboxName name, int count, long octets) throws MailStoreException {
        Accessed target = access.selectable(account, name, Right.INSERT);
        locks.checkRoom(target.owner(), new MessageTotals(count, 0, 0, octets));
    }

    /** As {@link ImapListener#append}. */
    public AppendResult append(AccountId account, MailboxName name, List<AppendMessage> appended)
            throws MailStoreException {
        Accessed target = access.selectable(account, name, Right.INSERT);
        checkAnnotations(appended, target.rights());
        List<WrittenContent> written = new ArrayList<>(appended.size());
        for (AppendMessage message : appended) {
            written.add(contents.write(message.pieces()));
        }
        MailAccount owner = locks.lock(target.owner());
        return add(account, owner, locks.lock(target.mailbox().id()), appended, written, target.rights());
    }

    /** As {@link ImapListener#replace}. */
    public Optional<AppendResult> replace(
            MailboxId source, long uid, AccountId account, MailboxName name, AppendMessage message)
            throws MailStoreException {
        access.require(account, source, Right.READ, Right.DELETE_MESSAGES, Right.EXPUNGE);
        Accessed target = access.selectable(account, name, Right.INSERT);
        checkAnnotations(List.of(message), target.rights());
        WrittenContent written = contents.write(message.pieces());
        MailAccount owner = locks.lock(access.owner(source), target.owner()).target();
        Mailbox mailbox = locks.lock(source, target.mailbox().id()).target();
        if (changes.remove(source, UidSet.of(uid)).isEmpty()) {
            contents.discard(written);
            return Optional.empty();
        }
        return Optional.of(add(account, owner, mailbox, List.of(message), List.of(written), target.rights()));
    }

    private static void checkAnnotations(List<AppendMessage> appended, Rights rights) throws MailStoreException {
        for (AppendMessage message : appended) {
            MessageAnnotationService.check(message.annotations());
            for (MessageAnnotation annotation : message.annotations()) {
                if (!rights.has(annotation.scope() == Scope.SHARED ? Right.ANNOTATE : Right.READ)) {
                    throw new MailStoreException(Reason.NOT_PERMITTED, "You may not annotate messages there");
                }
            }
        }
    }

    private AppendResult add(
            AccountId account,
            MailAccount owner,
            Mailbox mailbox,
            List<AppendMessage> appended,
            List<WrittenContent> written,
            Rights rights)
            throws MailStoreException {
        long modSeq = mailbox.takeModSeq();
        long first = mailbox.takeUids(appended.size());
        for (int i = 0; i < appended.size(); i++) {
            AppendMessage message = appended.get(i);
            WrittenContent content = written.get(i);
            MailboxLocks.use(owner, new MessageTotals(1, 0, 0, content.size()));
            long flags = mailbox.maskOf(PermittedFlags.among(message.flags(), rights));
            messages.add(new StoredMessage(mailbox.id(), first + i, content, message.internalDate(), flags, modSeq));
            mailbox.added(new MessageTotals(1, (flags & SEEN) == 0 ? 1 : 0, 1, content.size()));
        }
        annotations.appended(account, mailbox, appended, first, modSeq);
        long last = first + appended.size() - 1;
        Instant now = Instant.now();
        if (appended.stream().anyMatch(message -> !isNow(message.internalDate(), now))) {
            saveDates.add(mailbox.id(), first, last, now);
        }
        events.changing(mailbox.id());
        return new AppendResult(mailbox.uidValidity(), UidSet.range(first, last));
    }

    /** Whether the internal date of a message is when it came. */
    private static boolean isNow(Instant internalDate, Instant now) {
        return Duration.between(internalDate, now).abs().compareTo(SAME_MOMENT) < 0;
    }

    /** As {@link ImapListener#fetch}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<FetchedMessage> fetch(AccountId account, MailboxId mailbox, UidSet uids, Set<FetchPart> parts)
            throws MailStoreException {
        access.require(account, mailbox, Right.READ);
        if (uids.count() > ImapListener.MAX_FETCH) {
            throw new IllegalArgumentException(uids.count() + " messages in one fetch");
        }
        return reader.fetch(mailbox, uids, parts);
    }

    /** As {@link ImapListener#store}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public long store(AccountId account, MailboxId id, UidSet uids, FlagChange change) throws MailStoreException {
        Rights rights = rightsToChange(account, id, change);
        long modSeq = 0;
        for (Iterator<UidSet> steps = steps(id, uids, 0); steps.hasNext(); ) {
            UidSet step = steps.next();
            modSeq = transaction.call(() -> changes.store(id, step, change, rights));
        }
        return modSeq;
    }

    /** As {@link ImapListener#storeIfUnchanged}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public UidSet storeIfUnchanged(AccountId account, MailboxId id, UidSet uids, FlagChange change, long unchangedSince)
            throws MailStoreException {
        Rights rights = rightsToChange(account, id, change);
        UidSet modified = UidSet.EMPTY;
        for (Iterator<UidSet> steps = steps(id, uids, 0); steps.hasNext(); ) {
            UidSet step = steps.next();
            modified = modified.union(
                    transaction.call(() -> changes.storeIfUnchanged(id, step, change, rights, unchangedSince)));
        }
        return modified;
    }

    /** @throws MailStoreException {@code NOT_PERMITTED} if nothing that the change names may be changed */
    private Rights rightsToChange(AccountId account, MailboxId id, FlagChange change) throws MailStoreException {
        Rights rights = access.require(account, id, Right.READ);
        boolean changesAny = change.mode() == FlagChange.Mode.REPLACE
                ? PermittedFlags.mask(rights) != 0
                : !PermittedFlags.among(change.flags(), rights).isEmpty();
        if (!changesAny && !change.flags().isEmpty()) {
            throw new MailStoreException(Reason.NOT_PERMITTED, "You may not change these flags here");
        }
        return rights;
    }

    /** As {@link ImapListener#copy}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public CopyResult copy(MailboxId source, UidSet uids, AccountId account, MailboxName name)
            throws MailStoreException {
        access.require(account, source, Right.READ);
        Accessed target = access.selectable(account, name, Right.INSERT);
        if (!Steps.isOne(uids)) {
            return copies.copy(account, source, index.snapshot(source), uids, target);
        }
        MailboxId targetId = target.mailbox().id();
        return transaction.call(() ->
                changes.copy(account, locks.lock(target.owner()), locks.lock(source, targetId), uids, target.rights()));
    }

    /** As {@link ImapListener#move}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public CopyResult move(MailboxId source, UidSet uids, AccountId account, MailboxName name)
            throws MailStoreException {
        access.require(account, source, Right.READ, Right.DELETE_MESSAGES, Right.EXPUNGE);
        Accessed target = access.selectable(account, name, Right.INSERT);
        MailboxId targetId = target.mailbox().id();
        AccountId sourceOwner = access.owner(source);
        CopyResults moved = new CopyResults(targetId.value());
        for (Iterator<UidSet> steps = steps(source, uids, 0); steps.hasNext(); ) {
            UidSet step = steps.next();
            moved.add(transaction.call(() -> {
                Owners owners = locks.lock(sourceOwner, target.owner());
                return changes.move(account, owners, locks.lock(source, targetId), step, target.rights());
            }));
        }
        return moved.all();
    }

    /** As {@link ImapListener#expunge}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public UidSet expunge(AccountId account, MailboxId id, UidSet uids) throws MailStoreException {
        access.require(account, id, Right.EXPUNGE);
        UidSet.Builder expunged = new UidSet.Builder();
        for (Iterator<UidSet> steps = steps(id, uids, SystemFlag.DELETED.bit()); steps.hasNext(); ) {
            UidSet step = steps.next();
            transaction
                    .call(() -> changes.expunge(id, step))
                    .ranges()
                    .forEach(range -> expunged.add(range.first(), range.last()));
        }
        return expunged.build();
    }

    /** The steps for messages that are there, as the index knows them, unless they are few however many are. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Iterator<UidSet> steps(MailboxId mailbox, UidSet uids, long mask) throws MailStoreException {
        return Steps.isOne(uids) ? List.of(uids).iterator() : Steps.of(index.snapshot(mailbox), uids, mask);
    }

    /** The steps for messages each of which was there. */
    public Iterator<UidSet> steps(UidSet uids) {
        return Steps.of(uids);
    }

    /** As {@link ImapListener#recent}. */
    public UidSet recent(MailboxId id, boolean claim) throws MailStoreException {
        Mailbox mailbox = mailboxes.find(id).orElseThrow(MailboxLocks::gone);
        if (!mailbox.hasRecent()) {
            return UidSet.EMPTY;
        }
        if (!claim) {
            return MessageFacts.uids(messages.facts(id, mailbox.recentUids(), 0));
        }
        Mailbox locked = locks.lock(id);
        UidSet recent = MessageFacts.uids(messages.facts(id, locked.recentUids(), 0));
        locked.claimRecent();
        return recent;
    }
}
