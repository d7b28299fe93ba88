package org.facteur.imap.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxObserver;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.MessageTable;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.jspecify.annotations.Nullable;

/** One mailbox with its messages. Not thread-safe: its owner locks. */
final class InMemoryMailbox {

    /** A message; it is replaced when its flags change. */
    record Message(
            long uid, long flags, long modSeq, Instant internalDate, ContentId content, long size, Instant saved) {}

    /** @param account who sees it; 0 for all */
    record Annotated(AccountId account, Annotation.Entry entry) {}

    final Map<Annotated, byte[]> annotations = new HashMap<>();
    final MailboxId id;
    final AccountId owner;
    /** What others may do, by identifier. */
    final TreeMap<String, Rights> acl = new TreeMap<>();

    final long uidValidity;
    final Set<SpecialUse> specialUse = EnumSet.noneOf(SpecialUse.class);
    final Set<MailboxObserver> observers = new LinkedHashSet<>();
    final TreeMap<Long, Message> messages = new TreeMap<>();
    long uidNext = 1;
    long modSeq = 1;
    long urlKey = 1;
    FlagTable flagTable = FlagTable.SYSTEM_ONLY;

    /** What has gone at which mod-sequence. */
    private final TreeMap<Long, UidSet> expunged = new TreeMap<>();

    private long logFrom;
    private long firstUnclaimed = 1;
    private @Nullable MailboxSnapshot snapshot;

    InMemoryMailbox(MailboxId id, AccountId owner, long uidValidity) {
        this.id = id;
        this.owner = owner;
        this.uidValidity = uidValidity;
    }

    /** A token for tests: anybody could make it. */
    byte[] urlToken(String url) {
        return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(id.value())
                .putLong(urlKey)
                .putInt(url.hashCode())
                .array();
    }

    MailboxSnapshot snapshot() {
        if (snapshot == null) {
            MessageTable.Builder table = new MessageTable.Builder();
            messages.values().forEach(message -> table.add(message.uid(), message.flags(), message.modSeq()));
            snapshot = new MailboxSnapshot(id, uidValidity, uidNext, modSeq, flagTable, table.build());
        }
        return snapshot;
    }

    MailboxStatus status(MailboxName name) {
        return new MailboxStatus(
                id,
                name,
                messages.size(),
                recent(false).count(),
                uidNext,
                uidValidity,
                messages.values().stream()
                        .filter(message -> (message.flags() & SystemFlag.SEEN.bit()) == 0)
                        .count(),
                modSeq,
                messages.values().stream().mapToLong(Message::size).sum());
    }

    private void changed() {
        snapshot = null;
    }

    UidSet recent(boolean claim) {
        UidSet.Builder recent = new UidSet.Builder();
        messages.tailMap(firstUnclaimed).keySet().forEach(recent::add);
        if (claim) {
            firstUnclaimed = uidNext;
        }
        return recent.build();
    }

    long add(Flags flags, Instant internalDate, ContentId content, long size) throws MailStoreException {
        learn(flags.keywords());
        return add(flagTable.mask(flags), internalDate, content, size);
    }

    private long add(long bits, Instant internalDate, ContentId content, long size) {
        changed();
        long uid = uidNext++;
        messages.put(uid, new Message(uid, bits, ++modSeq, internalDate, content, size, Instant.now()));
        return uid;
    }

    /** Takes a copy of a message of another mailbox, with those of its flags that may be set here. */
    long add(Message message, FlagTable itsTable, long permitted) throws MailStoreException {
        Set<String> keywords = new LinkedHashSet<>();
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        for (String name : itsTable.names(message.flags() & permitted)) {
            SystemFlag.of(name).ifPresentOrElse(system::add, () -> keywords.add(name));
        }
        return add(new Flags(system, keywords), message.internalDate(), message.content(), message.size());
    }

    private void learn(Set<String> keywords) throws MailStoreException {
        List<String> known = new ArrayList<>(flagTable.keywords());
        for (String keyword : keywords) {
            if (flagTable.bitOf(keyword).isEmpty()) {
                known.add(keyword);
            }
        }
        if (known.size() > FlagTable.MAX_KEYWORDS) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "Too many keywords");
        }
        if (known.size() > flagTable.keywords().size()) {
            flagTable = new FlagTable(known);
            changed();
        }
    }

    /** @param permitted the bits that may be changed */
    long store(UidSet uids, FlagChange change, long permitted) throws MailStoreException {
        if (change.mode() != FlagChange.Mode.REMOVE && permitted < 0) {
            learn(change.flags().keywords());
        }
        long mask = flagTable.mask(change.flags()) & permitted;
        long next = modSeq + 1;
        for (Message message : List.copyOf(messages.values())) {
            long flags = switch (change.mode()) {
                case ADD -> message.flags() | mask;
                case REMOVE -> message.flags() & ~mask;
                case REPLACE -> (message.flags() & ~permitted) | mask;
            };
            if (uids.contains(message.uid()) && flags != message.flags()) {
                modSeq = next;
                messages.put(
                        message.uid(),
                        new Message(
                                message.uid(),
                                flags,
                                next,
                                message.internalDate(),
                                message.content(),
                                message.size(),
                                message.saved()));
                changed();
            }
        }
        return modSeq;
    }

    void remove(UidSet uids) {
        UidSet.Builder gone = new UidSet.Builder();
        present(uids).forEach(message -> gone.add(message.uid()));
        if (messages.keySet().removeIf(uids::contains)) {
            modSeq++;
            expunged.put(modSeq, gone.build());
            changed();
        }
    }

    Optional<UidSet> expungedSince(long since) {
        return logFrom > since
                ? Optional.empty()
                : Optional.of(expunged.tailMap(since, false).values().stream().reduce(UidSet.EMPTY, UidSet::union));
    }

    /** Forgets what has gone so far. */
    void forgetExpunged() {
        expunged.clear();
        logFrom = modSeq;
    }

    UidSet changedSince(UidSet uids, long since) {
        UidSet.Builder changed = new UidSet.Builder();
        present(uids).stream()
                .filter(message -> message.modSeq() > since)
                .forEach(message -> changed.add(message.uid()));
        return changed.build();
    }

    List<Message> present(UidSet uids) {
        return messages.values().stream()
                .filter(message -> uids.contains(message.uid()))
                .toList();
    }
}
