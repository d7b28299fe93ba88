package org.facteur.mailstore.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.AnnotationQuery.Depth;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.mailstore.account.AccountChange;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.harness.StoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnotationsContractTest extends StoreContract {

    private String owner = "";
    private AccountId alice = new AccountId(0);
    private AccountId bob = new AccountId(0);
    private String friend = "";

    @BeforeEach
    void people() {
        owner = name();
        friend = name();
        alice = store.account(owner);
        bob = store.account(friend);
    }

    private static Annotation annotation(String name, @Nullable String value) {
        return new Annotation(
                Entry.parse(name).orElseThrow(), value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static void set(AccountId account, @Nullable MailboxName mailbox, String name, @Nullable String value)
            throws MailStoreException {
        store.imap.annotate(account, mailbox, List.of(annotation(name, value)));
    }

    private static AnnotationQuery query(Depth depth, String... names) {
        return new AnnotationQuery(
                Arrays.stream(names)
                        .map(name -> Entry.parse(name).orElseThrow())
                        .toList(),
                depth);
    }

    private static List<String> told(List<Annotation> annotations) {
        return annotations.stream()
                .map(each ->
                        each.entry() + "=" + new String(Objects.requireNonNull(each.value()), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> of(AccountId account, MailboxName mailbox, AnnotationQuery query)
            throws MailStoreException {
        return told(store.imap.annotations(account, List.of(mailbox), query).getOrDefault(mailbox, List.of()));
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MailStoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private MailboxName hers(String name) {
        return new MailboxName("Other users/" + address(owner) + "/" + name);
    }

    @Test
    void valuesAreKeptReplacedAndTakenAway() throws Exception {
        set(alice, MailboxName.INBOX, "/private/comment", "one");
        set(alice, MailboxName.INBOX, "/shared/comment", "all");
        set(alice, MailboxName.INBOX, "/PRIVATE/Comment", "two");

        AnnotationQuery comments = query(Depth.ZERO, "/shared/comment", "/private/comment", "/private/none");
        assertThat(of(alice, MailboxName.INBOX, comments))
                .containsExactly("/private/comment=two", "/shared/comment=all");
        set(alice, MailboxName.INBOX, "/private/comment", null);
        assertThat(of(alice, MailboxName.INBOX, comments)).containsExactly("/shared/comment=all");
        refused(Reason.NO_SUCH_MAILBOX, () -> set(alice, new MailboxName("nowhere"), "/private/comment", "x"));
    }

    @Test
    void aDepthFindsWhatIsBelow() throws Exception {
        for (String name : List.of("/private/a", "/private/a/b", "/private/a/b/c", "/private/ab", "/shared/a/b")) {
            set(alice, MailboxName.INBOX, name, name);
        }

        assertThat(of(alice, MailboxName.INBOX, query(Depth.ZERO, "/private/a")))
                .hasSize(1);
        assertThat(of(alice, MailboxName.INBOX, query(Depth.ONE, "/private/a")))
                .containsExactly("/private/a=/private/a", "/private/a/b=/private/a/b");
        assertThat(of(alice, MailboxName.INBOX, query(Depth.INFINITY, "/private/a", "/shared/a")))
                .hasSize(4);
    }

    /** As many as one mailbox keeps. */
    private static List<Annotation> full() {
        List<Annotation> many = new ArrayList<>();
        for (int i = 0; i < Annotation.MAX_OCTETS / Annotation.MAX_VALUE; i++) {
            many.add(new Annotation(entry("/private/n" + i), new byte[Annotation.MAX_VALUE]));
        }
        return many;
    }

    @Test
    void oneMailboxKeepsSoMuchForEach() throws Exception {
        for (MailboxName mailbox : new MailboxName[] {MailboxName.INBOX, null}) {
            store.imap.annotate(alice, mailbox, full());

            refused(Reason.LIMIT_REACHED, () -> set(alice, mailbox, "/private/comment", "x"));
            set(alice, mailbox, "/private/n0", null);
            set(alice, mailbox, "/private/comment", "x");
        }
        set(alice, MailboxName.INBOX, "/shared/comment", "x");
        set(alice, new MailboxName("Sent"), "/private/comment", "x");
    }

    @Test
    void allMailboxesTogetherKeepSoMuch() throws Exception {
        for (int i = 0; i < Annotation.MAX_OF_ACCOUNT / Annotation.MAX_OCTETS; i++) {
            MailboxName mailbox = new MailboxName("full" + i);
            store.imap.create(alice, mailbox, null);
            store.imap.annotate(alice, mailbox, full());
        }

        refused(Reason.LIMIT_REACHED, () -> set(alice, new MailboxName("Drafts"), "/shared/comment", "x"));
        set(bob, MailboxName.INBOX, "/private/comment", "x");
        set(alice, new MailboxName("full0"), "/private/n0", null);
        set(alice, new MailboxName("Drafts"), "/shared/comment", "x");
    }

    private static Entry entry(String name) {
        return Entry.parse(name).orElseThrow();
    }

    @Test
    void manyMailboxesAreOneAnswer() throws Exception {
        set(alice, new MailboxName("Sent"), "/private/comment", "s");
        set(alice, new MailboxName("Trash"), "/private/comment", "t");
        store.statements().clear();

        assertThat(store.imap.annotations(
                        alice,
                        List.of(new MailboxName("Sent"), new MailboxName("Trash"), MailboxName.INBOX),
                        query(Depth.ZERO, "/private/comment")))
                .hasSize(3)
                .containsEntry(MailboxName.INBOX, List.of());
        assertThat(store.statements().statements())
                .as("the mailboxes, how much they have, and what")
                .hasSize(3);
    }

    @Test
    void whatIsTooMuchForOneAnswerIsAskedForAgain() throws Exception {
        MailboxName sent = new MailboxName("Sent");
        MailboxName trash = new MailboxName("Trash");
        int half = (int) (ImapListener.MAX_ANNOTATIONS / Annotation.MAX_VALUE / 2) + 1;
        List<Annotation> many = new ArrayList<>();
        for (int i = 0; i < half; i++) {
            many.add(new Annotation(entry("/private/n" + i), new byte[Annotation.MAX_VALUE]));
        }
        store.imap.annotate(alice, trash, many);
        store.imap.annotate(alice, sent, many);
        AnnotationQuery query =
                new AnnotationQuery(many.stream().map(Annotation::entry).toList(), Depth.ZERO);

        assertThat(store.imap.annotations(alice, List.of(trash, MailboxName.INBOX, sent), query))
                .containsOnlyKeys(trash, MailboxName.INBOX);
        assertThat(store.imap.annotations(alice, List.of(sent, trash), query)).containsOnlyKeys(sent);
        assertThat(store.imap.annotations(alice, List.of(sent, trash), query(Depth.ZERO, "/private/n0")))
                .as("only what is asked for counts")
                .containsOnlyKeys(sent, trash);
    }

    @Test
    void othersSeeWhatIsSharedAndHaveTheirOwn() throws Exception {
        set(alice, MailboxName.INBOX, "/shared/comment", "all");
        set(alice, MailboxName.INBOX, "/private/comment", "hers");
        AnnotationQuery comments = query(Depth.ZERO, "/shared/comment", "/private/comment");
        assertThat(of(bob, hers("INBOX"), comments)).isEmpty();
        refused(Reason.NO_SUCH_MAILBOX, () -> set(bob, hers("INBOX"), "/private/comment", "his"));

        grant("lr");
        set(bob, hers("INBOX"), "/private/comment", "his");
        refused(Reason.NOT_PERMITTED, () -> set(bob, hers("INBOX"), "/shared/comment", "his"));
        assertThat(of(bob, hers("INBOX"), comments)).containsExactly("/private/comment=his", "/shared/comment=all");
        grant("lw");
        set(bob, hers("INBOX"), "/shared/comment", "ours");
        assertThat(of(alice, MailboxName.INBOX, comments))
                .containsExactly("/private/comment=hers", "/shared/comment=ours");
    }

    private void grant(String rights) throws MailStoreException {
        store.imap.grant(
                alice,
                MailboxName.INBOX,
                address(friend),
                new RightsChange(RightsChange.Mode.REPLACE, Rights.parse(rights).orElseThrow()));
    }

    @Test
    void tooManyAreNone() throws Exception {
        List<Annotation> many = new ArrayList<>();
        for (int i = 0; i <= Annotation.MAX_ENTRIES; i++) {
            many.add(annotation("/private/n" + i, "x"));
        }

        refused(Reason.LIMIT_REACHED, () -> store.imap.annotate(alice, MailboxName.INBOX, many));
        assertThat(of(alice, MailboxName.INBOX, query(Depth.ZERO, "/private/n0")))
                .isEmpty();
        store.imap.annotate(alice, MailboxName.INBOX, many.subList(1, many.size()));
        refused(
                Reason.LIMIT_REACHED,
                () -> set(alice, MailboxName.INBOX, "/shared/long", "x".repeat(Annotation.MAX_VALUE + 1)));
    }

    @Test
    void theServerIsAnnotatedByAdministrators() throws Exception {
        String entry = "/shared/vendor/" + owner;
        refused(Reason.NOT_PERMITTED, () -> set(alice, null, entry, "x"));
        set(alice, null, "/private/color", "red");
        store.administer(() -> store.bean(AccountService.class)
                .update(address(owner), new AccountChange(null, null, null, null, null, true)));

        set(alice, null, entry, "x");

        assertThat(store.login(owner).isAdministrator()).isTrue();
        assertThat(told(store.imap.serverAnnotations(bob, query(Depth.ZERO, entry, "/private/color"))))
                .containsExactly(entry + "=x");
        assertThat(told(store.imap.serverAnnotations(alice, query(Depth.ZERO, "/private/color"))))
                .containsExactly("/private/color=red");
        set(alice, null, entry, null);
    }

    @Test
    void nothingIsLeftOfWhatIsGone() throws Exception {
        store.imap.create(alice, new MailboxName("gone"));
        set(alice, new MailboxName("gone"), "/private/comment", "x");
        set(alice, null, "/private/color", "red");

        store.imap.delete(alice, new MailboxName("gone"));
        store.administer(() -> {
            store.bean(AccountService.class).delete(address(owner));
            return true;
        });

        assertThat(store.number("SELECT COUNT(*) FROM mailbox_annotation WHERE owner_id = " + alice.value()))
                .isZero();
        assertThat(store.number("SELECT COUNT(*) FROM server_annotation WHERE owner_id = " + alice.value()))
                .isZero();
    }

    @Test
    void whatHasChangedIsKnownByModSequence() throws Exception {
        set(alice, MailboxName.INBOX, "/private/old", "x");
        long before = store.imap.status(alice, MailboxName.INBOX).highestModSeq();
        List<Object> woken = new ArrayList<>();
        try (var watch = store.imap.watch(store.inbox(alice), woken::add)) {
            set(alice, MailboxName.INBOX, "/private/comment", "mine");
        }
        assertThat(woken).hasSize(1);
        set(alice, MailboxName.INBOX, "/shared/comment", "ours");
        set(alice, MailboxName.INBOX, "/private/old", null);
        set(alice, MailboxName.INBOX, "/private/none", null);

        assertThat(changedSince(alice, before)).containsExactly("/private/comment", "/private/old", "/shared/comment");
        assertThat(changedSince(alice, before + 1)).containsExactly("/private/old", "/shared/comment");
        assertThat(changedSince(alice, Long.MAX_VALUE)).isEmpty();
        MailboxName his = hers("INBOX");
        assertThat(store.imap.annotationsChangedSince(bob, Map.of(his, 0L))).isEmpty();
        grant("lr");
        assertThat(store.imap.annotationsChangedSince(bob, Map.of(his, 0L)).get(his))
                .containsExactly(Entry.parse("/shared/comment").orElseThrow());
    }

    private static List<String> changedSince(AccountId account, long modSeq) throws MailStoreException {
        return store
                .imap
                .annotationsChangedSince(account, Map.of(MailboxName.INBOX, modSeq))
                .getOrDefault(MailboxName.INBOX, List.of())
                .stream()
                .map(Entry::toString)
                .toList();
    }

    @Test
    void whatIsTakenAwayIsForgottenSomeTime() throws Exception {
        for (int i = 0; i < 2 * Annotation.MAX_ENTRIES + 10; i++) {
            set(alice, MailboxName.INBOX, "/private/n" + i, "x");
            set(alice, MailboxName.INBOX, "/private/n" + i, null);
        }
        assertThat(store.number("SELECT COUNT(*) FROM mailbox_annotation WHERE mailbox_id = "
                        + store.inbox(alice).value()))
                .isLessThanOrEqualTo(Annotation.MAX_ENTRIES);
        assertThat(of(alice, MailboxName.INBOX, query(Depth.INFINITY, "/private/n1")))
                .isEmpty();
    }

    @Test
    void whoWatchesTheServerHearsOfWhatItSees() throws Exception {
        store.administer(() -> store.bean(AccountService.class)
                .update(address(owner), new AccountChange(null, null, null, null, null, true)));
        List<String> heard = new ArrayList<>();
        try (var names = store.imap.watchNames(bob, () -> heard.add("bob's own"));
                var server = store.imap.watchServerAnnotations(() -> heard.add("everybody's"))) {
            set(bob, null, "/private/comment", "x");
            set(alice, null, "/shared/comment", "x");
            set(alice, null, "/private/comment", "x");
        }
        set(alice, null, "/shared/comment", null);
        set(bob, null, "/private/comment", null);
        assertThat(heard).containsExactly("bob's own", "everybody's");
    }
}
