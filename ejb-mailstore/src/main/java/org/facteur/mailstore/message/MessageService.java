package org.facteur.mailstore.message;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.index.MailboxEvents;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.persistence.StoreBoundary;

/**
 * Reads and changes messages for IMAP sessions.
 *
 * <p>Locks are taken in one order everywhere, so that nobody waits in a circle: the account, if its use changes, then mailboxes by
 * id.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class MessageService {

    private static final byte[] NO_PREFIX = {};
    private static final long DELETED = SystemFlag.DELETED.bit();
    private static final long SEEN = SystemFlag.SEEN.bit();

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private MessageRepository messages;

    @Inject
    private ContentWriter contents;

    @Inject
    private MailboxEvents events;

    /** As {@link ImapListener#append}. */
    public AppendResult append(AccountId accountId, MailboxName name, AppendMessage message) throws MailStoreException {
        MailboxId target = selectable(accountId, name).id();
        WrittenContent content = contents.write(NO_PREFIX, message.source());
        MailAccount account = lock(accountId);
        Mailbox mailbox = lock(target);
        use(account, 1, content.size());
        long flags = mailbox.maskOf(message.flags());
        long uid = mailbox.takeUids(1);
        messages.add(
                new StoredMessage(mailbox.id(), uid, content, message.internalDate(), flags, mailbox.takeModSeq()));
        mailbox.added(new MessageTotals(1, (flags & SEEN) == 0 ? 1 : 0, 1, content.size()));
        events.changing(mailbox.id());
        return new AppendResult(mailbox.uidValidity(), uid);
    }

    /** As {@link ImapListener#fetch}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<FetchedMessage> fetch(MailboxId mailbox, UidSet uids, Set<FetchPart> parts) throws MailStoreException {
        if (uids.count() > ImapListener.MAX_FETCH) {
            throw new IllegalArgumentException(uids.count() + " messages in one fetch");
        }
        return messages.fetch(mailbox, uids, parts);
    }

    /** As {@link ImapListener#store}. */
    public long store(MailboxId id, UidSet uids, FlagChange change) throws MailStoreException {
        Mailbox mailbox = lock(id);
        long mask = change.mode() == FlagChange.Mode.REMOVE
                ? mailbox.flagTable().mask(change.flags())
                : mailbox.maskOf(change.flags());
        long modSeq = mailbox.highestModSeq() + 1;
        long seen = newlySeen(id, uids, change.mode(), mask);
        long changed = switch (change.mode()) {
            case ADD -> messages.addFlags(id, uids, mask, modSeq);
            case REMOVE -> messages.removeFlags(id, uids, mask, modSeq);
            case REPLACE -> messages.replaceFlags(id, uids, mask, modSeq);
        };
        if (changed > 0) {
            mailbox.takeModSeq();
            mailbox.seen(seen);
            events.changing(id);
        }
        return mailbox.highestModSeq();
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

    /** As {@link ImapListener#copy}. */
    public CopyResult copy(MailboxId source, UidSet uids, AccountId accountId, MailboxName target)
            throws MailStoreException {
        MailAccount account = lock(accountId);
        Pair pair = lock(source, selectable(accountId, target).id());
        List<MessageFacts> copied = messages.facts(source, uids, 0);
        use(account, copied.size(), MessageFacts.totals(copied, 0).size());
        return copy(pair, copied);
    }

    /** As {@link ImapListener#move}. */
    public CopyResult move(MailboxId source, UidSet uids, AccountId accountId, MailboxName target)
            throws MailStoreException {
        lock(accountId);
        return move(lock(source, selectable(accountId, target).id()), uids);
    }

    /** Moves what is in INBOX to a mailbox that the transaction has just made; the caller holds the lock of the account. */
    public void moveAll(MailboxId source, MailboxId target) throws MailStoreException {
        move(lock(source, target), UidSet.range(1, UidSet.MAX_UID));
    }

    private CopyResult move(Pair pair, UidSet uids) throws MailStoreException {
        List<MessageFacts> moved = messages.facts(pair.source.id(), uids, 0);
        CopyResult result = copy(pair, moved);
        remove(pair.source, moved);
        return result;
    }

    private CopyResult copy(Pair pair, List<MessageFacts> copied) throws MailStoreException {
        Mailbox target = pair.target;
        if (copied.isEmpty()) {
            return new CopyResult(target.uidValidity(), UidSet.EMPTY, UidSet.EMPTY);
        }
        Map<Integer, Integer> bits = translation(pair.source.flagTable(), target, copied);
        long first = target.takeUids(copied.size());
        messages.copy(pair.source.id(), copied, target, first, bits, target.takeModSeq());
        target.added(MessageFacts.totals(copied, 0));
        events.changing(target.id());
        return new CopyResult(
                target.uidValidity(), MessageFacts.uids(copied), UidSet.range(first, first + copied.size() - 1));
    }

    /** For each bit that one of the messages has the bit that means the same in the target. */
    private static Map<Integer, Integer> translation(FlagTable source, Mailbox target, List<MessageFacts> copied)
            throws MailStoreException {
        long used = 0;
        for (MessageFacts message : copied) {
            used |= message.flags();
        }
        Map<Integer, Integer> bits = new LinkedHashMap<>();
        for (SystemFlag flag : SystemFlag.values()) {
            bits.put(flag.ordinal(), flag.ordinal());
        }
        Set<String> keywords = new HashSet<>();
        for (int i = 0; i < source.keywords().size(); i++) {
            if ((used & (1L << (FlagTable.FIRST_KEYWORD_BIT + i))) != 0) {
                keywords.add(source.keywords().get(i));
            }
        }
        target.maskOf(new Flags(Set.of(), keywords));
        FlagTable translated = target.flagTable();
        for (String keyword : keywords) {
            bits.put(
                    source.bitOf(keyword).orElseThrow(),
                    translated.bitOf(keyword).orElseThrow());
        }
        return bits;
    }

    /** As {@link ImapListener#expunge}. */
    public UidSet expunge(MailboxId id, UidSet uids) throws MailStoreException {
        MailAccount account = lockOwner(id);
        Mailbox mailbox = lock(id);
        List<MessageFacts> removed = messages.facts(id, uids, DELETED);
        if (!removed.isEmpty()) {
            remove(mailbox, removed);
            account.use(-removed.size(), -MessageFacts.totals(removed, 0).size());
        }
        return MessageFacts.uids(removed);
    }

    /**
     * Removes messages, whatever their flags.
     *
     * @return what was there
     */
    public UidSet remove(MailboxId id, UidSet uids) throws MailStoreException {
        MailAccount account = lockOwner(id);
        Mailbox mailbox = lock(id);
        List<MessageFacts> removed = messages.facts(id, uids, 0);
        if (!removed.isEmpty()) {
            remove(mailbox, removed);
            account.use(-removed.size(), -MessageFacts.totals(removed, 0).size());
        }
        return MessageFacts.uids(removed);
    }

    private void remove(Mailbox mailbox, List<MessageFacts> removed) {
        if (removed.isEmpty()) {
            return;
        }
        messages.remove(mailbox.id(), MessageFacts.uids(removed), mailbox.takeModSeq(), Instant.now());
        mailbox.removed(MessageFacts.totals(removed, mailbox.recentFrom()));
        events.changing(mailbox.id());
    }

    /** As {@link ImapListener#recent}. */
    public UidSet recent(MailboxId id, boolean claim) throws MailStoreException {
        Mailbox mailbox = mailboxes.find(id).orElseThrow(MessageService::gone);
        if (!mailbox.hasRecent()) {
            return UidSet.EMPTY;
        }
        if (!claim) {
            return MessageFacts.uids(messages.facts(id, mailbox.recentUids(), 0));
        }
        Mailbox locked = lock(id);
        UidSet recent = MessageFacts.uids(messages.facts(id, locked.recentUids(), 0));
        locked.claimRecent();
        return recent;
    }

    private void use(MailAccount account, long messages, long octets) throws MailStoreException {
        if (!account.hasRoomFor(messages, octets)) {
            throw new MailStoreException(Reason.OVER_QUOTA, "The account has no room for this");
        }
        account.use(messages, octets);
    }

    private Mailbox selectable(AccountId account, MailboxName name) throws MailStoreException {
        Mailbox mailbox = mailboxes
                .find(account, name)
                .orElseThrow(() -> new MailStoreException(Reason.NO_SUCH_MAILBOX, "There is no such mailbox"));
        if (!mailbox.isSelectable()) {
            throw new MailStoreException(Reason.NOT_SELECTABLE, "The name holds no messages");
        }
        return mailbox;
    }

    private MailAccount lock(AccountId account) throws MailStoreException {
        return accounts.lock(account)
                .orElseThrow(() -> new MailStoreException(Reason.NO_SUCH_MAILBOX, "The account has been deleted"));
    }

    private MailAccount lockOwner(MailboxId mailbox) throws MailStoreException {
        Optional<AccountId> owner = mailboxes.find(mailbox).flatMap(Mailbox::account);
        return lock(owner.orElseThrow(MessageService::gone));
    }

    private Mailbox lock(MailboxId mailbox) throws MailStoreException {
        return mailboxes.lock(List.of(mailbox)).stream().findFirst().orElseThrow(MessageService::gone);
    }

    private Pair lock(MailboxId source, MailboxId target) throws MailStoreException {
        Set<MailboxId> ids = new LinkedHashSet<>(List.of(source));
        ids.add(target);
        List<Mailbox> locked = mailboxes.lock(ids);
        if (locked.size() != ids.size()) {
            throw gone();
        }
        Mailbox first = locked.get(0);
        Mailbox last = locked.get(locked.size() - 1);
        return first.id().equals(source) ? new Pair(first, last) : new Pair(last, first);
    }

    private static MailStoreException gone() {
        return new MailStoreException(Reason.NO_SUCH_MAILBOX, "The mailbox has been deleted");
    }

    /** Two mailboxes that may be one. */
    private record Pair(Mailbox source, Mailbox target) {}
}
