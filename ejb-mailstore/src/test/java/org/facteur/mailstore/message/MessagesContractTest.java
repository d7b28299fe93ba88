package org.facteur.mailstore.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.AppendResult;
import org.facteur.api.imap.CopyResult;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.imap.OpenedMailbox;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.message.StructureForms.Form;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

class MessagesContractTest extends StoreContract {

    @Test
    void anAppendedMessageIsThereWithItsFlagsAndDate() throws Exception {
        AccountId account = store.account(name());
        Flags flags = new Flags(Set.of(SystemFlag.SEEN, SystemFlag.FLAGGED), Set.of("$Forwarded"));

        AppendResult result = append(account, "INBOX", message("hello"), flags);

        MailboxSnapshot snapshot = store.imap.select(account, MailboxName.INBOX);
        assertThat(result.uidValidity()).isEqualTo(snapshot.uidValidity());
        assertThat(uids(snapshot)).containsExactly(result.uids().first());
        assertThat(snapshot.uidNext()).isEqualTo(2);
        assertThat(snapshot.flagTable().names(snapshot.flags(1))).containsExactly("\\Flagged", "\\Seen", "$Forwarded");
        FetchedMessage fetched = store.imap
                .fetch(snapshot.mailbox(), UidSet.of(1), Set.of(FetchPart.STRUCTURE, FetchPart.HEADER))
                .get(0);
        assertThat(fetched.internalDate()).isEqualTo(ARRIVED);
        assertThat(fetched.size()).isEqualTo(message("hello").length());
        assertThat(fetched.modSeq()).isEqualTo(snapshot.highestModSeq());
        assertThat(text(fetched.header())).endsWith("\r\n\r\n").contains("Subject: hello");
        assertThat(fetched.structure().envelope().subject()).isEqualTo("hello");
        assertThat(text(octets(store.imap, fetched.content(), 0, 10_000))).isEqualTo(message("hello"));
    }

    @Test
    void theOctetsOfASmallMessageComeWithWhatIsKnownOfIt() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("small"), Flags.NONE);
        byte[] largest = largeMessage(FetchedMessage.MAX_CONTENT - 80, 500);
        byte[] larger = largeMessage(FetchedMessage.MAX_CONTENT + 80, 500);
        byte[] headerOnly = largeMessage(30_000, 30_000);
        for (byte[] octets : List.of(largest, larger, headerOnly)) {
            store.imap.append(
                    account, MailboxName.INBOX, List.of(new AppendMessage(Flags.NONE, ARRIVED, source(octets))));
        }

        List<FetchedMessage> fetched = store.imap.fetch(
                store.inbox(account), UidSet.range(1, 4), Set.of(FetchPart.CONTENT, FetchPart.PREVIEW));

        assertThat(text(fetched.get(0).octets())).isEqualTo(message("small"));
        assertThat(fetched.get(1).octets()).isEqualTo(largest);
        assertThat(fetched.get(2).octets()).isNull();
        assertThat(fetched.get(3).octets()).isNull();
        assertThat(fetched).allMatch(message -> message.preview() != null);
    }

    @Test
    void whatIsKnownOfMessagesComesWithWhatHasChangedOfThem() throws Exception {
        AccountId account = store.account(name());
        for (String each : List.of("one", "two", "three", "four")) {
            append(account, "INBOX", message(each), Flags.NONE);
        }
        MailboxId inbox = store.inbox(account);
        Set<FetchPart> both = Set.of(FetchPart.HEADER, FetchPart.STRUCTURE);
        store.imap.fetch(inbox, UidSet.range(1, 2), Set.of(FetchPart.HEADER));
        store.imap.fetch(inbox, UidSet.range(2, 3), both);

        store.imap.store(inbox, UidSet.range(2, 3), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
        store.imap.expunge(inbox, UidSet.of(2));
        List<FetchedMessage> fetched = store.imap.fetch(inbox, UidSet.range(1, 4), both);

        assertThat(fetched).extracting(FetchedMessage::uid).containsExactly(1L, 3L, 4L);
        assertThat(fetched).extracting(FetchedMessage::flags).containsExactly(0L, SystemFlag.DELETED.bit(), 0L);
        assertThat(fetched)
                .extracting(message -> message.structure().envelope().subject())
                .containsExactly("one", "three", "four");
        assertThat(text(fetched.get(1).header())).contains("Subject: three");
        FetchedMessage again = store.imap.fetch(inbox, UidSet.of(3), both).get(0);
        assertThat(again).usingRecursiveComparison().isEqualTo(fetched.get(1));
        assertThat(store.imap
                        .fetch(inbox, UidSet.of(3), Set.of(FetchPart.HEADER))
                        .get(0)
                        .structure())
                .isNull();
    }

    @Test
    void whoOpensAMailboxIsToldOfWhatChangesFromThenOn() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("one"), Flags.NONE);
        List<MailboxId> told = new ArrayList<>();

        OpenedMailbox opened = store.imap.open(account, MailboxName.INBOX, told::add);
        assertThat(opened.snapshot().size()).isEqualTo(1);
        assertThat(opened.rights()).isEqualTo(Rights.ALL);
        assertThat(opened.mayHaveRecent()).isTrue();
        assertThat(told).isEmpty();
        append(account, "INBOX", message("two"), Flags.NONE);
        assertThat(told).containsExactly(opened.snapshot().mailbox());
        store.imap.recent(opened.snapshot().mailbox(), true);
        opened.watch().close();

        OpenedMailbox again = store.imap.open(account, MailboxName.INBOX, told::add);
        again.watch().close();
        append(account, "INBOX", message("three"), Flags.NONE);
        assertThat(again.snapshot().size()).isEqualTo(2);
        assertThat(again.mayHaveRecent()).isFalse();
        assertThat(told).hasSize(1);
        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> store.imap.open(account, new MailboxName("None"), told::add))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NO_SUCH_MAILBOX));
    }

    @Test
    void aFormOfAStructureIsMadeOnce() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("one"), Flags.NONE);
        append(account, "INBOX", message("two"), Flags.NONE);
        MailboxId inbox = store.inbox(account);
        List<String> made = new ArrayList<>();

        assertThat(subjects(inbox, made)).containsExactly("one", "two");
        assertThat(made).containsExactly("one", "two");
        assertThat(subjects(inbox, made)).containsExactly("one", "two");
        store.imap.fetch(inbox, UidSet.of(1), Set.of(FetchPart.HEADER, FetchPart.STRUCTURE));
        assertThat(subjects(inbox, made)).containsExactly("one", "two");
        assertThat(made).hasSize(2);

        FetchedMessage fetched =
                store.imap.fetch(inbox, UidSet.of(2), Set.of(FetchPart.FORMS)).get(0);
        assertThat(fetched.structure()).isNull();
        assertThat(text(fetched.forms().octets(Form.BODY, structure -> ascii("another"))))
                .isEqualTo("another");
        assertThat(text(fetched.forms().octets(Form.ENVELOPE, structure -> ascii("not made"))))
                .isEqualTo("two");
    }

    private static List<String> subjects(MailboxId inbox, List<String> made) throws Exception {
        return store.imap.fetch(inbox, UidSet.range(1, 2), Set.of(FetchPart.FORMS)).stream()
                .map(message -> text(message.forms().octets(Form.ENVELOPE, structure -> {
                    made.add(structure.envelope().subject());
                    return ascii(structure.envelope().subject());
                })))
                .toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aLargeMessageComesBackInRangesAsItWas() throws Exception {
        AccountId account = store.account(name());
        byte[] octets = largeMessage(1_500_000, 2_000);

        store.imap.append(account, MailboxName.INBOX, List.of(new AppendMessage(Flags.NONE, ARRIVED, source(octets))));

        FetchedMessage fetched = store.imap
                .fetch(store.inbox(account), UidSet.of(1), Set.of(FetchPart.HEADER))
                .get(0);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (long offset = 0; offset < octets.length; offset += 700_001) {
            read.writeBytes(octets(store.imap, fetched.content(), offset, 700_001));
        }
        assertThat(read.toByteArray()).isEqualTo(octets);
        List<byte[]> ranges = store.imap.read(List.of(
                new ContentRange(fetched.content(), octets.length - 3, 100),
                new ContentRange(fetched.content(), octets.length, 1),
                new ContentRange(fetched.content(), 1_990, 20)));
        assertThat(ranges).extracting(range -> range.length).containsExactly(3, 0, 20);
    }

    @Test
    void aHeaderBeyondTheLimitIsReadAsContent() throws Exception {
        AccountId account = store.account(name());
        byte[] octets = largeMessage(200_000, 70_000);

        store.imap.append(account, MailboxName.INBOX, List.of(new AppendMessage(Flags.NONE, ARRIVED, source(octets))));

        FetchedMessage fetched = store.imap
                .fetch(store.inbox(account), UidSet.of(1), Set.of(FetchPart.HEADER, FetchPart.STRUCTURE))
                .get(0);
        assertThat(fetched.header()).isNull();
        assertThat(fetched.structure().root().bodyStart()).isEqualTo(70_000);
        assertThat(octets(store.imap, fetched.content(), 0, octets.length)).isEqualTo(octets);
    }

    /** A message whose header takes so many octets. */
    private static byte[] largeMessage(int size, int header) {
        StringBuilder text = new StringBuilder("Subject: large\r\n");
        while (text.length() < header - 120) {
            text.append("X-Filler: ").append("x".repeat(60)).append("\r\n");
        }
        int left = header - text.length() - "X: \r\n\r\n".length();
        text.append("X: ").append("y".repeat(left)).append("\r\n\r\n");
        Random random = new Random(7);
        while (text.length() < size - 80) {
            random.ints(70, 'a', 'z').forEach(c -> text.append((char) c));
            text.append("\r\n");
        }
        return text.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void anAppendToNothingIsRefused() {
        AccountId account = store.account(name());

        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> append(account, "Nowhere", message("lost"), Flags.NONE))
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.NO_SUCH_MAILBOX);
    }

    @Test
    void anAppendBeyondTheQuotaLeavesNothingBehind() throws Exception {
        AccountId account = store.account(name(), 100_000L);
        long contents = store.number("SELECT COUNT(*) FROM content");
        long chunks = store.number("SELECT COUNT(*) FROM content_chunk");
        byte[] octets = largeMessage(300_000, 500);

        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> store.imap.append(
                        account, MailboxName.INBOX, List.of(new AppendMessage(Flags.NONE, ARRIVED, source(octets)))))
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.OVER_QUOTA);

        assertThat(store.number("SELECT COUNT(*) FROM content")).isEqualTo(contents);
        assertThat(store.number("SELECT COUNT(*) FROM content_chunk")).isEqualTo(chunks);
        assertThat(store.imap.status(account, MailboxName.INBOX).messages()).isZero();
    }

    @Test
    void theSnapshotIsTheSameObjectUntilSomethingChanges() throws Exception {
        MailboxId inbox = inboxOf(store.account(name()), 3);
        MailboxSnapshot before = store.imap.snapshot(inbox);

        assertThat(store.imap.snapshot(inbox)).isSameAs(before);
        long modSeq = store.imap.store(inbox, UidSet.of(2), add(SystemFlag.SEEN));

        MailboxSnapshot after = store.imap.snapshot(inbox);
        assertThat(after).isNotSameAs(before);
        assertThat(after.highestModSeq()).isEqualTo(modSeq);
        assertThat(after.modSeq(2)).isEqualTo(modSeq);
        assertThat(after.modSeq(1)).isLessThan(modSeq);
        assertThat(after.flags(2)).isEqualTo(SystemFlag.SEEN.bit());
        assertThat(before.flags(2)).isZero();
    }

    @Test
    void flagsAreAddedRemovedAndReplaced() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 4);

        store.imap.store(inbox, UidSet.range(1, 3), change(FlagChange.Mode.ADD, SystemFlag.SEEN, SystemFlag.FLAGGED));
        store.imap.store(inbox, UidSet.of(2), change(FlagChange.Mode.REMOVE, SystemFlag.SEEN, SystemFlag.DRAFT));
        store.imap.store(
                inbox,
                UidSet.range(3, UidSet.MAX_UID),
                new FlagChange(FlagChange.Mode.REPLACE, new Flags(Set.of(SystemFlag.ANSWERED), Set.of("work"))));

        MailboxSnapshot snapshot = store.imap.snapshot(inbox);
        assertThat(names(snapshot, 1)).containsExactly("\\Flagged", "\\Seen");
        assertThat(names(snapshot, 2)).containsExactly("\\Flagged");
        assertThat(names(snapshot, 3)).containsExactly("\\Answered", "work");
        assertThat(names(snapshot, 4)).containsExactly("\\Answered", "work");
        assertThat(store.imap.status(account, MailboxName.INBOX).unseen()).isEqualTo(3);
    }

    @Test
    void aChangeThatChangesNothingTakesNoModSeq() throws Exception {
        MailboxId inbox = inboxOf(store.account(name()), 2);
        long modSeq = store.imap.store(inbox, UidSet.range(1, 2), add(SystemFlag.SEEN));

        assertThat(store.imap.store(inbox, UidSet.range(1, 2), add(SystemFlag.SEEN)))
                .isEqualTo(modSeq);
        assertThat(store.imap.store(inbox, UidSet.of(99), add(SystemFlag.DRAFT)))
                .isEqualTo(modSeq);
    }

    @Test
    void scatteredMessagesAreChangedAndNoOthers() throws Exception {
        MailboxId inbox = inboxOf(store.account(name()), 9);

        store.imap.store(inbox, uids(1, 3, 4, 7, 9, 30_000), add(SystemFlag.FLAGGED));

        MailboxSnapshot snapshot = store.imap.snapshot(inbox);
        List<Long> flagged = new ArrayList<>();
        for (int sequence = 1; sequence <= snapshot.size(); sequence++) {
            if ((snapshot.flags(sequence) & SystemFlag.FLAGGED.bit()) != 0) {
                flagged.add(snapshot.uid(sequence));
            }
        }
        assertThat(flagged).containsExactly(1L, 3L, 4L, 7L, 9L);
    }

    @Test
    void keywordsAreTheSameInAnyCaseAndKeepTheirBit() throws Exception {
        MailboxId inbox = inboxOf(store.account(name()), 2);

        store.imap.store(inbox, UidSet.of(1), keyword(FlagChange.Mode.ADD, "Work"));
        store.imap.store(inbox, UidSet.of(2), keyword(FlagChange.Mode.ADD, "WORK"));
        store.imap.store(inbox, UidSet.of(1), keyword(FlagChange.Mode.REMOVE, "work"));

        MailboxSnapshot snapshot = store.imap.snapshot(inbox);
        assertThat(snapshot.flagTable().keywords()).containsExactly("Work");
        assertThat(names(snapshot, 1)).isEmpty();
        assertThat(names(snapshot, 2)).containsExactly("Work");
    }

    @Test
    void oneKeywordTooManyIsRefusedAndChangesNothing() throws Exception {
        MailboxId inbox = inboxOf(store.account(name()), 1);
        for (int i = 0; i < FlagTable.MAX_KEYWORDS; i++) {
            store.imap.store(inbox, UidSet.of(1), keyword(FlagChange.Mode.ADD, "k" + i));
        }
        MailboxSnapshot before = store.imap.snapshot(inbox);

        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> store.imap.store(inbox, UidSet.of(1), keyword(FlagChange.Mode.ADD, "more")))
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.LIMIT_REACHED);

        assertThat(store.imap.snapshot(inbox)).isSameAs(before);
        assertThat(before.flagTable().hasRoom()).isFalse();
    }

    @Test
    void aCopyKeepsFlagsKeywordsAndDateAndSharesTheContent() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("one"), new Flags(Set.of(SystemFlag.SEEN), Set.of("first", "second")));
        append(account, "INBOX", message("two"), new Flags(Set.of(), Set.of("third")));
        MailboxId inbox = store.inbox(account);
        append(account, "Archive", message("other"), new Flags(Set.of(), Set.of("second")));
        long contents = store.number("SELECT COUNT(*) FROM content");

        CopyResult result = store.imap.copy(inbox, uids(1, 2, 3), account, new MailboxName("Archive"));

        MailboxSnapshot archive = store.imap.select(account, new MailboxName("Archive"));
        assertThat(result.uidValidity()).isEqualTo(archive.uidValidity());
        assertThat(result.source()).isEqualTo(UidSet.range(1, 2));
        assertThat(result.target()).isEqualTo(UidSet.range(2, 3));
        assertThat(names(archive, 2)).containsExactlyInAnyOrder("\\Seen", "first", "second");
        assertThat(names(archive, 3)).containsExactly("third");
        assertThat(store.number("SELECT COUNT(*) FROM content")).isEqualTo(contents);
        FetchedMessage original =
                store.imap.fetch(inbox, UidSet.of(1), Set.of()).get(0);
        FetchedMessage copy =
                store.imap.fetch(archive.mailbox(), UidSet.of(2), Set.of()).get(0);
        assertThat(copy.content()).isEqualTo(original.content());
        assertThat(copy.internalDate()).isEqualTo(ARRIVED);
        MailboxStatus status = store.imap.status(account, new MailboxName("Archive"));
        assertThat(status.messages()).isEqualTo(3);
        assertThat(status.unseen()).isEqualTo(2);
    }

    @Test
    void aMailboxIsCopiedToItself() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 2);

        CopyResult result = store.imap.copy(inbox, UidSet.range(1, 9), account, MailboxName.INBOX);

        assertThat(result.target()).isEqualTo(UidSet.range(3, 4));
        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aCopyOfNothingSaysSo() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 1);

        CopyResult result = store.imap.copy(inbox, UidSet.of(7), account, new MailboxName("Archive"));

        assertThat(result.source().isEmpty()).isTrue();
        assertThat(result.target().isEmpty()).isTrue();
    }

    @Test
    void aCopyBeyondTheQuotaIsRefusedAsAWhole() throws Exception {
        int size = message("number 1").length();
        AccountId account = store.account(name(), 3L * size);
        MailboxId inbox = inboxOf(account, 2);

        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> store.imap.copy(inbox, UidSet.range(1, 2), account, new MailboxName("Archive")))
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.OVER_QUOTA);

        assertThat(store.imap.status(account, new MailboxName("Archive")).messages())
                .isZero();
    }

    @Test
    void aMoveTakesMessagesFromOneMailboxToTheOther() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 4);
        MailboxSnapshot before = store.imap.snapshot(inbox);

        CopyResult result = store.imap.move(inbox, uids(1, 3), account, new MailboxName("Trash"));

        assertThat(result.source()).isEqualTo(uids(1, 3));
        assertThat(result.target()).isEqualTo(UidSet.range(1, 2));
        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(2L, 4L);
        assertThat(uids(before)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(uids(store.imap.select(account, new MailboxName("Trash")))).containsExactly(1L, 2L);
        assertThat(store.imap.status(account, MailboxName.INBOX).messages()).isEqualTo(2);
        assertThat(store.number("SELECT used_bytes FROM account WHERE id = " + account.value()))
                .isEqualTo(4L * message("number 1").length());
    }

    @Test
    void onlyDeletedMessagesAmongThoseNamedAreExpunged() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 5);
        store.imap.store(inbox, uids(1, 2, 5), add(SystemFlag.DELETED));

        UidSet expunged = store.imap.expunge(inbox, UidSet.range(2, UidSet.MAX_UID));

        assertThat(expunged).isEqualTo(uids(2, 5));
        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(1L, 3L, 4L);
        assertThat(store.imap.snapshot(inbox).uidNext()).isEqualTo(6);
        MailboxStatus status = store.imap.status(account, MailboxName.INBOX);
        assertThat(status.messages()).isEqualTo(3);
        assertThat(status.size()).isEqualTo(3L * message("number 1").length());
        assertThat(append(account, "INBOX", message("next"), Flags.NONE).uids().first())
                .isEqualTo(6);
    }

    @Test
    void recentGoesToOneSessionAndExamineLeavesIt() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 2);

        assertThat(store.imap.recent(inbox, false)).isEqualTo(UidSet.range(1, 2));
        assertThat(store.imap.recent(inbox, true)).isEqualTo(UidSet.range(1, 2));
        assertThat(store.imap.recent(inbox, true)).isEqualTo(UidSet.EMPTY);
        append(account, "INBOX", message("later"), Flags.NONE);
        assertThat(store.imap.status(account, MailboxName.INBOX).recent()).isEqualTo(1);
        assertThat(store.imap.recent(inbox, true)).isEqualTo(UidSet.of(3));
        assertThat(store.imap.status(account, MailboxName.INBOX).recent()).isZero();
    }

    @Test
    void whoWatchesIsToldAfterTheCommitAndOnlyThen() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 1);
        List<Long> told = new ArrayList<>();
        Watch watch = store.imap.watch(inbox, mailbox -> told.add(messagesInDatabase(mailbox)));

        append(account, "INBOX", message("second"), Flags.NONE);
        assertThat(told).containsExactly(2L);

        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> store.imap.store(inbox, UidSet.of(1), keyword(FlagChange.Mode.ADD, "x".repeat(200))));
        assertThat(told).hasSize(1);

        watch.close();
        watch.close();
        append(account, "INBOX", message("third"), Flags.NONE);
        assertThat(told).hasSize(1);
    }

    private static long messagesInDatabase(MailboxId mailbox) {
        return store.number("SELECT messages FROM mailbox WHERE id = " + mailbox.value());
    }

    @Test
    void unreferencedContentIsCollectedAndSharedContentIsNot() throws Exception {
        AccountId account = store.account(name());
        byte[] octets = largeMessage(300_000, 500);
        store.imap.append(account, MailboxName.INBOX, List.of(new AppendMessage(Flags.NONE, ARRIVED, source(octets))));
        MailboxId inbox = store.inbox(account);
        FetchedMessage message = store.imap.fetch(inbox, UidSet.of(1), Set.of()).get(0);
        store.imap.copy(inbox, UidSet.of(1), account, new MailboxName("Archive"));
        store.imap.store(inbox, UidSet.of(1), add(SystemFlag.DELETED));
        store.imap.expunge(inbox, UidSet.of(1));

        collectEverything();
        assertThat(octets(store.imap, message.content(), 0, octets.length)).isEqualTo(octets);

        MailboxId archive = mailbox(account, "Archive");
        store.imap.store(archive, UidSet.of(1), add(SystemFlag.DELETED));
        store.imap.expunge(archive, UidSet.of(1));
        collectEverything();
        long id = message.content().value();
        assertThat(store.number("SELECT COUNT(*) FROM content WHERE id = " + id))
                .isZero();
        assertThat(store.number("SELECT COUNT(*) FROM content_chunk WHERE content_id = " + id))
                .isZero();
        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> octets(store.imap, message.content(), 0, 10))
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.UNAVAILABLE);
    }

    private static List<String> names(MailboxSnapshot snapshot, int sequence) {
        return snapshot.flagTable().names(snapshot.flags(sequence));
    }

    private static FlagChange add(SystemFlag flag) {
        return change(FlagChange.Mode.ADD, flag);
    }

    private static FlagChange change(FlagChange.Mode mode, SystemFlag... flags) {
        return new FlagChange(mode, Flags.of(flags));
    }

    private static FlagChange keyword(FlagChange.Mode mode, String keyword) {
        return new FlagChange(mode, new Flags(Set.of(), Set.of(keyword)));
    }
}
