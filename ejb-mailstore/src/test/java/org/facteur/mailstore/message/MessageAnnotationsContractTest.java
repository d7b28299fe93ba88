package org.facteur.mailstore.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AnnotationResult;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.ChangedAnnotations;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortBy;
import org.facteur.api.search.SortCriterion;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.harness.StoreAudit;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.removal.RemovedMessageService;
import org.facteur.mailstore.removal.RemovedSelection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageAnnotationsContractTest extends StoreContract {

    private static final MailboxName ARCHIVE = new MailboxName("Archive");
    private static final List<EntryPattern> ALL = List.of(new EntryPattern("*"));

    private String owner = "";
    private String friend = "";
    private AccountId alice = new AccountId(0);
    private AccountId bob = new AccountId(0);

    @BeforeEach
    void people() {
        owner = name();
        friend = name();
        alice = store.account(owner);
        bob = store.account(friend);
    }

    @AfterEach
    void theStoreIsWhole() {
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    private static MessageAnnotation annotation(String entry, Scope scope, @Nullable String value) {
        return new MessageAnnotation(entry, scope, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageAnnotation noted(@Nullable String value) {
        return annotation("/comment", Scope.PRIVATE, value);
    }

    private static MessageAnnotation shared(String value) {
        return annotation("/comment", Scope.SHARED, value);
    }

    private static AnnotationResult annotate(
            AccountId account, MailboxId mailbox, UidSet uids, MessageAnnotation... changes) throws MailStoreException {
        return store.imap.annotateMessages(account, mailbox, uids, List.of(changes), null);
    }

    /** As {@code 1/comment.priv=text}, in the order of the UIDs. */
    private static List<String> told(AccountId account, MailboxId mailbox, List<EntryPattern> entries)
            throws MailStoreException {
        Map<Long, List<MessageAnnotation>> found =
                store.imap.messageAnnotations(account, mailbox, UidSet.range(1, 1_000), entries);
        List<String> told = new ArrayList<>();
        new TreeMap<>(found)
                .forEach((uid, annotations) -> annotations.forEach(each -> told.add(uid
                        + each.entry()
                        + (each.scope() == Scope.PRIVATE ? ".priv=" : ".shared=")
                        + new String(Objects.requireNonNull(each.value()), StandardCharsets.UTF_8))));
        return told;
    }

    private static List<String> told(AccountId account, MailboxId mailbox) throws MailStoreException {
        return told(account, mailbox, ALL);
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MailStoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void share(MailboxName mailbox, String letters) throws MailStoreException {
        store.imap.grant(
                alice,
                mailbox,
                address(friend),
                new RightsChange(
                        RightsChange.Mode.REPLACE, Rights.parse(letters).orElseThrow()));
    }

    private static void expunge(MailboxId mailbox, UidSet uids) throws MailStoreException {
        store.imap.store(mailbox, uids, new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
        store.imap.expunge(mailbox, uids);
    }

    @Test
    void valuesAreKeptForOneAndForAll() throws Exception {
        MailboxId inbox = inboxOf(alice, 3);
        share(MailboxName.INBOX, "lrn");

        annotate(alice, inbox, UidSet.range(1, 2), noted("mine"), shared("ours"));
        annotate(bob, inbox, UidSet.of(2), noted("his"), annotation("/vendor/x/y/z", Scope.SHARED, ""));

        assertThat(told(alice, inbox))
                .containsExactly(
                        "1/comment.priv=mine",
                        "1/comment.shared=ours",
                        "2/comment.priv=mine",
                        "2/comment.shared=ours",
                        "2/vendor/x/y/z.shared=");
        assertThat(told(bob, inbox))
                .containsExactly(
                        "1/comment.shared=ours",
                        "2/comment.priv=his",
                        "2/comment.shared=ours",
                        "2/vendor/x/y/z.shared=");
        assertThat(told(alice, inbox, List.of(new EntryPattern("/comment"), new EntryPattern("/none"))))
                .hasSize(4);
        assertThat(told(alice, inbox, List.of(new EntryPattern("/vendor/%")))).isEmpty();
        assertThat(told(alice, inbox, List.of(new EntryPattern("/vendor/*")))).hasSize(1);

        annotate(alice, inbox, UidSet.range(1, 3), annotation("/comment", Scope.PRIVATE, null));
        assertThat(told(alice, inbox))
                .containsExactly("1/comment.shared=ours", "2/comment.shared=ours", "2/vendor/x/y/z.shared=");
        assertThat(told(bob, inbox)).contains("2/comment.priv=his");
    }

    @Test
    void rightsAreAskedFor() throws Exception {
        MailboxId inbox = inboxOf(alice, 1);
        refused(Reason.NO_SUCH_MAILBOX, () -> annotate(bob, inbox, UidSet.of(1), noted("x")));
        share(MailboxName.INBOX, "l");
        refused(Reason.NOT_PERMITTED, () -> annotate(bob, inbox, UidSet.of(1), noted("x")));
        refused(Reason.NOT_PERMITTED, () -> told(bob, inbox));
        share(MailboxName.INBOX, "lr");
        annotate(bob, inbox, UidSet.of(1), noted("x"));
        refused(Reason.NOT_PERMITTED, () -> annotate(bob, inbox, UidSet.of(1), noted("y"), shared("x")));
        assertThat(told(bob, inbox)).containsExactly("1/comment.priv=x");
    }

    @Test
    void aChangeTakesAModSequenceAndIsTold() throws Exception {
        MailboxId inbox = inboxOf(alice, 3);
        long before = store.imap.snapshot(inbox).highestModSeq();
        List<MailboxId> woken = new ArrayList<>();
        try (var watch = store.imap.watch(inbox, woken::add)) {
            AnnotationResult result = annotate(alice, inbox, UidSet.range(2, 9), noted("x"), shared("y"));
            assertThat(result.modSeqs()).containsExactly(before + 1);
            assertThat(result.modified().isEmpty()).isTrue();
        }
        assertThat(woken).containsExactly(inbox);
        var snapshot = store.imap.snapshot(inbox);
        assertThat(snapshot.highestModSeq()).isEqualTo(before + 1);
        assertThat(snapshot.modSeq(1)).isLessThanOrEqualTo(before);
        assertThat(snapshot.modSeq(2)).isEqualTo(before + 1);

        annotate(alice, inbox, UidSet.of(3), annotation("/comment", Scope.SHARED, null));
        ChangedAnnotations changed = store.imap.changedAnnotations(alice, inbox, before, before + 2, 0);
        assertThat(changed.complete()).isTrue();
        assertThat(changed.changes())
                .containsExactly(
                        new ChangedAnnotations.Change(2, "/comment", before + 1),
                        new ChangedAnnotations.Change(3, "/comment", before + 2));
        assertThat(store.imap
                        .changedAnnotations(alice, inbox, before, before + 2, 2)
                        .changes())
                .hasSize(1);
        share(MailboxName.INBOX, "lr");
        assertThat(store.imap
                        .changedAnnotations(bob, inbox, before + 1, before + 2, 0)
                        .changes())
                .containsExactly(new ChangedAnnotations.Change(3, "/comment", before + 2));
    }

    @Test
    void whatHasChangedMeanwhileIsLeft() throws Exception {
        MailboxId inbox = inboxOf(alice, 3);
        long known = store.imap.snapshot(inbox).highestModSeq();
        annotate(alice, inbox, UidSet.of(2), noted("first"));
        AnnotationResult result =
                store.imap.annotateMessages(alice, inbox, UidSet.range(1, 3), List.of(noted("second")), known);
        assertThat(result.modified()).isEqualTo(UidSet.of(2));
        assertThat(told(alice, inbox))
                .containsExactly("1/comment.priv=second", "2/comment.priv=first", "3/comment.priv=second");
    }

    @Test
    void aCopyHasWhatItsMakerSees() throws Exception {
        MailboxId inbox = inboxOf(alice, 4);
        share(MailboxName.INBOX, "lr");
        annotate(alice, inbox, uids(1, 3), noted("mine"), shared("ours"));
        annotate(bob, inbox, uids(3, 4), noted("his"));

        store.imap.copy(inbox, uids(1, 3, 4), alice, ARCHIVE);
        MailboxId archive = mailbox(alice, "Archive");
        assertThat(told(alice, archive))
                .containsExactly(
                        "1/comment.priv=mine", "1/comment.shared=ours", "2/comment.priv=mine", "2/comment.shared=ours");
        share(ARCHIVE, "lr");
        assertThat(told(bob, archive)).containsExactly("1/comment.shared=ours", "2/comment.shared=ours");

        store.imap.copy(inbox, UidSet.range(1, 4), bob, ARCHIVE);
        assertThat(told(bob, mailbox(bob, "Archive")))
                .containsExactly(
                        "1/comment.shared=ours", "3/comment.priv=his", "3/comment.shared=ours", "4/comment.priv=his");
        share(ARCHIVE, "lri");
        store.imap.copy(inbox, UidSet.of(1), bob, new MailboxName("Other users/" + address(owner) + "/Archive"));
        assertThat(told(alice, archive)).as("without n nothing shared is made").hasSize(4);
    }

    @Test
    void aMoveTakesThemAlong() throws Exception {
        MailboxId inbox = inboxOf(alice, 3);
        annotate(alice, inbox, UidSet.range(1, 3), noted("mine"));
        store.imap.move(inbox, uids(1, 3), alice, ARCHIVE);
        assertThat(told(alice, inbox)).containsExactly("2/comment.priv=mine");
        assertThat(told(alice, mailbox(alice, "Archive")))
                .containsExactly("1/comment.priv=mine", "2/comment.priv=mine");
        store.imap.move(inbox, UidSet.of(2), alice, MailboxName.INBOX);
        assertThat(told(alice, inbox)).containsExactly("4/comment.priv=mine");
    }

    @Test
    void whatIsRemovedComesBackWithThem() throws Exception {
        MailboxId inbox = inboxOf(alice, 3);
        share(MailboxName.INBOX, "lr");
        annotate(alice, inbox, UidSet.range(1, 2), shared("ours"));
        annotate(bob, inbox, UidSet.of(2), noted("his"));
        expunge(inbox, UidSet.range(1, 3));
        assertThat(told(alice, inbox)).isEmpty();
        assertThat(store.number("SELECT annotation_octets FROM mailbox WHERE id = " + inbox.value()))
                .isZero();

        store.administer(
                () -> store.bean(RemovedMessageService.class).restoreAll(address(owner), RemovedSelection.ALL, null));
        assertThat(told(alice, inbox)).containsExactly("4/comment.shared=ours", "5/comment.shared=ours");
        assertThat(told(bob, inbox))
                .containsExactly("4/comment.shared=ours", "5/comment.priv=his", "5/comment.shared=ours");
    }

    @Test
    void whatIsPurgedTakesThemAlong() throws Exception {
        MailboxId inbox = inboxOf(alice, 2);
        store.imap.copy(inbox, UidSet.of(1), alice, ARCHIVE);
        MailboxId archive = mailbox(alice, "Archive");
        annotate(alice, inbox, UidSet.range(1, 2), noted("x"));
        annotate(alice, archive, UidSet.of(1), noted("y"));
        expunge(inbox, UidSet.of(1));
        store.imap.delete(alice, ARCHIVE);

        collectEverything();
        assertThat(store.number("SELECT COUNT(*) FROM message_annotation WHERE mailbox_id NOT IN"
                        + " (SELECT id FROM mailbox WHERE account_id IS NOT NULL)"))
                .isZero();
        assertThat(told(alice, inbox)).containsExactly("2/comment.priv=x");
    }

    @Test
    void anAccountThatGoesTakesItsNotesAlong() throws Exception {
        MailboxId inbox = inboxOf(alice, 1);
        share(MailboxName.INBOX, "lrn");
        annotate(alice, inbox, UidSet.of(1), noted("mine"));
        annotate(bob, inbox, UidSet.of(1), noted("his"), shared("ours"));
        annotate(bob, inboxOf(bob, 1), UidSet.of(1), noted("at home"));

        store.administer(() -> {
            store.bean(AccountService.class).delete(address(friend));
            return true;
        });

        assertThat(told(alice, inbox)).containsExactly("1/comment.priv=mine", "1/comment.shared=ours");
        assertThat(store.number("SELECT COUNT(*) FROM message_annotation WHERE owner_id = " + bob.value()))
                .isZero();
    }

    @Test
    void aMessageIsStoredWithThem() throws Exception {
        store.imap.append(
                alice,
                ARCHIVE,
                List.of(
                        new AppendMessage(Flags.NONE, ARRIVED, source(message("plain"))),
                        new AppendMessage(
                                Flags.NONE,
                                ARRIVED,
                                List.of(noted("mine"), shared("ours")),
                                new AppendMessage(Flags.NONE, ARRIVED, source(message("noted"))).pieces())));
        assertThat(told(alice, mailbox(alice, "Archive")))
                .containsExactly("2/comment.priv=mine", "2/comment.shared=ours");
        share(ARCHIVE, "lri");
        refused(
                Reason.NOT_PERMITTED,
                () -> store.imap.append(
                        bob,
                        new MailboxName("Other users/" + address(owner) + "/Archive"),
                        List.of(new AppendMessage(
                                Flags.NONE,
                                ARRIVED,
                                List.of(shared("ours")),
                                new AppendMessage(Flags.NONE, ARRIVED, source(message("x"))).pieces()))));
    }

    @Test
    void thereAreLimits() throws Exception {
        MailboxId inbox = inboxOf(alice, 2);
        for (int i = 0; i < MessageAnnotation.MAX_ENTRIES; i++) {
            annotate(alice, inbox, UidSet.of(1), annotation("/vendor/n" + i, Scope.PRIVATE, "x"));
        }
        refused(Reason.LIMIT_REACHED, () -> annotate(alice, inbox, UidSet.range(1, 2), noted("one too many")));
        assertThat(told(alice, inbox)).hasSize(MessageAnnotation.MAX_ENTRIES).noneMatch(each -> each.startsWith("2"));
        annotate(alice, inbox, UidSet.of(1), shared("others have their own"));
        refused(
                Reason.LIMIT_REACHED,
                () -> annotate(alice, inbox, UidSet.of(2), noted("x".repeat(MessageAnnotation.MAX_VALUE + 1))));
        annotate(alice, inbox, UidSet.of(2), noted("x".repeat(MessageAnnotation.MAX_VALUE)));
        refused(Reason.NOT_ALLOWED, () -> annotate(alice, inbox, UidSet.of(2), annotation("/a*", Scope.PRIVATE, "x")));
    }

    @Test
    void whatIsTakenAwayIsForgottenSomeTime() throws Exception {
        MailboxId inbox = inboxOf(alice, 1);
        for (int i = 0; i < 5 * MessageAnnotation.MAX_ENTRIES; i++) {
            annotate(alice, inbox, UidSet.of(1), annotation("/vendor/n" + i, Scope.PRIVATE, "x"));
            annotate(alice, inbox, UidSet.of(1), annotation("/vendor/n" + i, Scope.PRIVATE, null));
        }
        assertThat(store.number("SELECT COUNT(*) FROM message_annotation WHERE mailbox_id = " + inbox.value()))
                .isLessThanOrEqualTo(2L * MessageAnnotation.MAX_ENTRIES);
    }

    @Test
    void emptyValuesGoWithTheirMessages() throws Exception {
        MailboxId inbox = inboxOf(alice, 3);
        annotate(alice, inbox, UidSet.range(1, 3), noted(""));

        store.imap.copy(inbox, UidSet.of(1), alice, ARCHIVE);
        store.imap.move(inbox, UidSet.of(2), alice, ARCHIVE);
        assertThat(told(alice, mailbox(alice, "Archive"))).containsExactly("1/comment.priv=", "2/comment.priv=");
        expunge(inbox, UidSet.of(3));
        store.administer(
                () -> store.bean(RemovedMessageService.class).restoreAll(address(owner), RemovedSelection.ALL, null));
        assertThat(told(alice, inbox)).containsExactly("1/comment.priv=", "4/comment.priv=");
    }

    @Test
    void whatHasBeenTakenAwayGoesWithItsMessage() throws Exception {
        MailboxId inbox = inboxOf(alice, 1);
        annotate(alice, inbox, UidSet.of(1), noted("x"));
        annotate(alice, inbox, UidSet.of(1), noted(null));
        expunge(inbox, UidSet.of(1));

        assertThat(store.number("SELECT COUNT(*) FROM message_annotation WHERE mailbox_id = " + inbox.value()))
                .isZero();
        assertThat(store.number("SELECT annotation_octets FROM mailbox WHERE id = " + inbox.value()))
                .isZero();
    }

    @Test
    void aSearchForManyAnnotationsAndIdentifiersReadsThemOnce() throws Exception {
        MailboxId inbox = inboxOf(alice, 4);
        annotate(alice, inbox, UidSet.range(1, 2), noted("red"));
        annotate(alice, inbox, UidSet.range(2, 3), annotation("/vendor/note", Scope.PRIVATE, "green"));
        List<SearchKey> keys = new ArrayList<>(
                List.of(annotated("/comment", "red"), annotated("/vendor/*", "green"), annotated("*", "nothing")));
        for (FetchedMessage message : store.imap.fetch(alice, inbox, UidSet.range(1, 4), Set.of(FetchPart.THREAD))) {
            keys.add(new SearchKey.EmailId(message.content()));
            keys.add(new SearchKey.ThreadId(Objects.requireNonNull(message.threadId())));
        }
        SearchKey any = keys.stream().reduce(SearchKey.Or::new).orElseThrow();
        store.statements().clear();

        assertThat(store.imap.search(inbox, UidSet.range(1, 3), new SearchKey.And(keys.subList(0, 2))))
                .isEqualTo(UidSet.of(2));
        assertThat(reads("message_annotation")).isEqualTo(1);
        store.statements().clear();
        assertThat(store.imap.search(inbox, UidSet.range(2, 4), any)).isEqualTo(UidSet.range(2, 4));
        assertThat(reads("message_annotation")).isEqualTo(1);
        assertThat(reads("FROM message m JOIN content")).isEqualTo(1);
        assertThat(reads("content_id IN")).isEqualTo(1);
    }

    private SearchKey annotated(String entries, String text) {
        return new SearchKey.AnnotatedFor(
                alice, new SearchKey.Annotated(new EntryPattern(entries), Set.of(Scope.PRIVATE, Scope.SHARED), text));
    }

    private static long reads(String text) {
        return store.statements().statements().stream()
                .filter(statement -> statement.contains(text))
                .filter(statement -> statement.contains("BETWEEN"))
                .count();
    }

    @Test
    void anAccountHasRoomForSoMany() throws Exception {
        MailboxId inbox = inboxOf(alice, 2);
        store.required(() -> {
            try (var connection = store.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE mailbox SET annotation_octets = "
                        + (MessageAnnotation.MAX_OF_ACCOUNT - "/comment".length() - 10)
                        + " WHERE name = 'Trash' AND account_id = "
                        + alice.value());
            }
        });
        annotate(alice, inbox, UidSet.of(1), noted("0123456789"));
        refused(Reason.OVER_QUOTA, () -> annotate(alice, inbox, UidSet.of(2), noted("x")));
        refused(Reason.OVER_QUOTA, () -> store.imap.copy(inbox, UidSet.of(1), alice, ARCHIVE));
        store.imap.move(inbox, UidSet.of(1), alice, ARCHIVE);
        store.required(() -> {
            try (var connection = store.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE mailbox SET annotation_octets = 0 WHERE name = 'Trash'"
                        + " AND account_id = " + alice.value());
            }
        });
    }

    @Test
    void textIsFoundAndOrdered() throws Exception {
        MailboxId inbox = inboxOf(alice, 4);
        share(MailboxName.INBOX, "lr");
        annotate(alice, inbox, UidSet.of(1), noted("Zebra"), annotation("/altsubject", Scope.SHARED, "Über alles"));
        annotate(alice, inbox, UidSet.of(3), noted("apple"));
        annotate(bob, inbox, UidSet.of(4), noted("zebra"));

        assertThat(found(alice, inbox, "/comment", Set.of(Scope.PRIVATE), "ZEB"))
                .isEqualTo(UidSet.of(1));
        assertThat(found(bob, inbox, "/comment", Set.of(Scope.PRIVATE, Scope.SHARED), "zeb"))
                .isEqualTo(UidSet.of(4));
        assertThat(found(alice, inbox, "*", Set.of(Scope.SHARED), "über")).isEqualTo(UidSet.of(1));
        assertThat(found(alice, inbox, "*", Set.of(Scope.SHARED, Scope.PRIVATE), ""))
                .isEqualTo(uids(1, 3));
        assertThat(found(alice, inbox, "*", Set.of(Scope.SHARED), "zebra").isEmpty())
                .isTrue();

        SortBy byComment = new SortBy.AnnotationValueFor(alice, new SortBy.AnnotationValue("/comment", Scope.PRIVATE));
        UidList sorted = store.imap.sort(
                inbox,
                UidSet.range(1, 4),
                new SearchKey.All(),
                List.of(new SortCriterion(byComment, true), new SortCriterion(byComment, false)));
        assertThat(List.of(sorted.uid(0), sorted.uid(1), sorted.uid(2), sorted.uid(3)))
                .containsExactly(1L, 3L, 2L, 4L);
    }

    private static UidSet found(AccountId viewer, MailboxId mailbox, String entries, Set<Scope> scopes, String text)
            throws MailStoreException {
        return store.imap.search(
                mailbox,
                UidSet.range(1, 100),
                new SearchKey.AnnotatedFor(viewer, new SearchKey.Annotated(new EntryPattern(entries), scopes, text)));
    }

    @Test
    void manyMessagesTakeAsManyStatementsAsFew() throws Exception {
        MailboxId inbox = inboxOf(alice, 1);
        for (int held = 1; held < 2_048; held *= 2) {
            store.imap.copy(inbox, UidSet.range(1, held), alice, MailboxName.INBOX);
        }
        store.imap.snapshot(inbox);
        annotate(alice, inbox, UidSet.range(1, 1_000), noted("x"));
        store.statements().clear();
        annotate(alice, inbox, UidSet.range(1, 1_000), noted("y"));
        int few = store.statements().statements().size();
        store.statements().clear();
        annotate(alice, inbox, UidSet.of(1), noted("z"));
        assertThat(store.statements().statements()).hasSize(few);

        AnnotationResult result = annotate(alice, inbox, UidSet.range(1, 2_048), noted("x"), shared("y"));
        assertThat(result.modSeqs()).hasSize(3);
        store.imap.copy(inbox, UidSet.range(1, 2_048), alice, ARCHIVE);
        assertThat(store.number("SELECT annotation_octets FROM mailbox WHERE name = 'Archive' AND account_id = "
                        + alice.value()))
                .isEqualTo(4_096 * ("/comment".length() + 1));
        ChangedAnnotations page = store.imap.changedAnnotations(alice, mailbox(alice, "Archive"), 0, Long.MAX_VALUE, 0);
        assertThat(page.complete()).isFalse();
        assertThat(page.changes()).hasSize(999);
        expunge(inbox, UidSet.range(1, 2_048));
        assertThat(store.number("SELECT annotation_octets FROM mailbox WHERE id = " + inbox.value()))
                .isZero();
    }
}
