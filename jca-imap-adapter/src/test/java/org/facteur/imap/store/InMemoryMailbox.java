package org.facteur.imap.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.facteur.api.imap.ChangedAnnotations;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxObserver;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.MessageAnnotation;
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

    /** @param account who sees it; 0 for all */
    private record Note(long uid, AccountId account, String entry) {}

    private record Noted(byte @Nullable [] value, long modSeq) {}

    private static final AccountId EVERYBODY = new AccountId(0);

    final Map<Annotated, byte[]> annotations = new HashMap<>();
    /** When they changed, also of those that have been taken away. */
    final Map<Annotated, Long> annotated = new HashMap<>();
    /** Those of messages; without a value they have been taken away. */
    private final Map<Note, Noted> notes = new HashMap<>();

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

    /** Sets annotations of messages that are there, and takes a mod-sequence for that. */
    void annotate(AccountId account, UidSet uids, List<MessageAnnotation> changes) throws MailStoreException {
        List<Message> changed = present(uids);
        if (changed.isEmpty()) {
            return;
        }
        modSeq++;
        for (Message message : changed) {
            messages.put(message.uid(), touched(message));
            annotate(account, message.uid(), changes);
        }
        changed();
    }

    private Message touched(Message message) {
        return new Message(
                message.uid(),
                message.flags(),
                modSeq,
                message.internalDate(),
                message.content(),
                message.size(),
                message.saved());
    }

    /** Sets annotations of a message that has the present mod-sequence. */
    void annotate(AccountId account, long uid, List<MessageAnnotation> changes) throws MailStoreException {
        for (MessageAnnotation change : changes) {
            AccountId viewer = change.scope() == Annotation.Scope.SHARED ? EVERYBODY : account;
            Note key = new Note(uid, viewer, change.entry());
            notes.put(key, new Noted(change.value(), modSeq));
            long count = notes.entrySet().stream()
                    .filter(note -> note.getKey().uid() == uid
                            && note.getKey().account().equals(viewer)
                            && note.getValue().value() != null)
                    .count();
            if (count > MessageAnnotation.MAX_ENTRIES) {
                notes.remove(key);
                throw new MailStoreException(Reason.LIMIT_REACHED, "A message would have too many annotations");
            }
        }
    }

    /** What an account sees of a message, ascending by entry. */
    List<MessageAnnotation> annotations(AccountId account, long uid) {
        List<MessageAnnotation> seen = new ArrayList<>();
        notes.forEach((note, noted) -> {
            if (note.uid() == uid && isSeenBy(account, note) && noted.value() != null) {
                seen.add(new MessageAnnotation(
                        note.entry(),
                        note.account().equals(EVERYBODY) ? Annotation.Scope.SHARED : Annotation.Scope.PRIVATE,
                        noted.value()));
            }
        });
        seen.sort(Comparator.comparing(MessageAnnotation::entry).thenComparing(MessageAnnotation::scope));
        return seen;
    }

    /** An annotation of the mailbox itself has changed. */
    void annotated(Annotated annotation) {
        annotated.put(annotation, ++modSeq);
        changed();
    }

    long octetsOfAnnotations() {
        return notes.entrySet().stream()
                .mapToLong(each -> each.getKey().entry().length()
                        + (each.getValue().value() == null ? 0 : each.getValue().value().length))
                .sum();
    }

    private static boolean isSeenBy(AccountId account, Note note) {
        return note.account().equals(EVERYBODY) || note.account().equals(account);
    }

    ChangedAnnotations changedAnnotations(AccountId account, long since, long upTo, long afterUid) {
        List<ChangedAnnotations.Change> changes = new ArrayList<>();
        notes.forEach((note, noted) -> {
            if (isSeenBy(account, note) && note.uid() > afterUid && noted.modSeq() > since && noted.modSeq() <= upTo) {
                changes.add(new ChangedAnnotations.Change(note.uid(), note.entry(), noted.modSeq()));
            }
        });
        changes.sort(
                Comparator.comparing(ChangedAnnotations.Change::uid).thenComparing(ChangedAnnotations.Change::entry));
        return new ChangedAnnotations(changes, true);
    }

    void remove(UidSet uids) {
        notes.keySet().removeIf(note -> uids.contains(note.uid()));
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
