package org.facteur.mailstore.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.mailbox.Watch;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

class MailboxNamesContractTest extends StoreContract {

    private static MailboxName named(String name) {
        return new MailboxName(name);
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MailStoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static List<String> names(AccountId account) throws Exception {
        return store.imap.list(account).stream()
                .filter(listing -> !listing.specialUse().stream().findAny().isPresent())
                .map(listing -> listing.name().value())
                .toList();
    }

    private static MailboxListing listing(AccountId account, String name) throws Exception {
        return store.imap.list(account).stream()
                .filter(listing -> listing.name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void superiorsThatAreMissingAreMadeToo() throws Exception {
        AccountId account = store.account(name());

        store.imap.create(account, named("a/b/c"));

        assertThat(names(account)).containsExactly("INBOX", "a", "a/b", "a/b/c");
        assertThat(listing(account, "a/b").selectable()).isTrue();
        assertThat(listing(account, "a/b").subscribed()).isFalse();
    }

    @Test
    void namesDifferInCaseAndKeepEveryCharacter() throws Exception {
        AccountId account = store.account(name());
        for (String name : List.of("Work", "work", "NIL", "~foo", "100%_!*", "Entw\u00fcrfe \ud83d\udce8", "a\\b\"c")) {
            store.imap.create(account, named(name));
        }

        assertThat(names(account))
                .contains("Work", "work", "NIL", "~foo", "100%_!*", "Entw\u00fcrfe \ud83d\udce8", "a\\b\"c");
        refused(Reason.ALREADY_EXISTS, () -> store.imap.create(account, named("work")));
        refused(Reason.ALREADY_EXISTS, () -> store.imap.create(account, named("inbox")));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.select(account, named("WORK")));
    }

    @Test
    void aDeletedNameWithInferiorsStaysWithoutMessages() throws Exception {
        AccountId account = store.account(name());
        MailboxId old = store.imap.create(account, named("a"));
        store.imap.create(account, named("a/b"));
        append(account, "a", message("lost"), Flags.NONE);

        store.imap.delete(account, named("a"));

        assertThat(listing(account, "a").selectable()).isFalse();
        assertThat(listing(account, "a").exists()).isTrue();
        refused(Reason.NOT_SELECTABLE, () -> store.imap.select(account, named("a")));
        refused(Reason.NOT_SELECTABLE, () -> append(account, "a", message("x"), Flags.NONE));
        refused(Reason.NOT_ALLOWED, () -> store.imap.delete(account, named("a")));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.snapshot(old));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.expunge(old, UidSet.of(1)));
        MailboxId again = store.imap.create(account, named("a"));
        assertThat(store.imap.select(account, named("a")).size()).isZero();
        assertThat(again).isNotEqualTo(old);
        assertThat(store.number("SELECT used_bytes FROM account WHERE id = " + account.value()))
                .isZero();

        store.imap.delete(account, named("a/b"));
        store.imap.delete(account, named("a"));
        assertThat(names(account)).containsExactly("INBOX");
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.delete(account, named("a")));
    }

    @Test
    void aNameThatHadInferiorsOnlyIsDeletedLast() throws Exception {
        AccountId account = store.account(name());
        store.imap.create(account, named("a/b"));
        store.imap.delete(account, named("a"));
        store.imap.delete(account, named("a/b"));

        store.imap.delete(account, named("a"));

        assertThat(names(account)).containsExactly("INBOX");
    }

    @Test
    void inboxCannotBeDeleted() {
        AccountId account = store.account(name());

        refused(Reason.NOT_ALLOWED, () -> store.imap.delete(account, named("Inbox")));
    }

    @Test
    void aMailboxMadeAgainHasAnotherUidValidity() throws Exception {
        AccountId account = store.account(name());
        store.imap.create(account, named("a"));
        long first = store.imap.status(account, named("a")).uidValidity();
        store.imap.delete(account, named("a"));
        store.imap.create(account, named("a"));
        long second = store.imap.status(account, named("a")).uidValidity();
        store.imap.create(account, named("b"));
        long other = store.imap.status(account, named("b")).uidValidity();

        store.imap.rename(account, named("a"), named("c"));
        store.imap.rename(account, named("b"), named("a"));
        store.imap.rename(account, named("c"), named("b"));

        assertThat(second).isGreaterThan(first);
        assertThat(store.imap.status(account, named("a")).uidValidity()).isEqualTo(other);
        assertThat(store.imap.status(account, named("b")).uidValidity()).isEqualTo(second);
        assertThat(other).isBetween(1L, UidSet.MAX_UID);
    }

    @Test
    void aRenameTakesInferiorsAlongAndMakesSuperiors() throws Exception {
        AccountId account = store.account(name());
        store.imap.create(account, named("a_/b/c"));
        store.imap.create(account, named("axb"));
        store.imap.create(account, named("ax/b"));
        append(account, "a_/b", message("moved"), Flags.NONE);
        MailboxSnapshot before = store.imap.select(account, named("a_/b"));

        store.imap.rename(account, named("a_"), named("x/y"));

        assertThat(names(account)).containsExactly("INBOX", "ax", "ax/b", "axb", "x", "x/y", "x/y/b", "x/y/b/c");
        assertThat(store.imap.select(account, named("x/y/b"))).isSameAs(before);
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.rename(account, named("a_"), named("z")));
        refused(Reason.ALREADY_EXISTS, () -> store.imap.rename(account, named("x"), named("axb")));
        refused(Reason.ALREADY_EXISTS, () -> store.imap.rename(account, named("x"), named("inbox")));
        refused(Reason.NOT_ALLOWED, () -> store.imap.rename(account, named("x"), named("x/y/z")));
    }

    @Test
    void anInferiorThatWouldGetTooLongANameStopsTheRename() throws Exception {
        AccountId account = store.account(name());
        store.imap.create(account, named("a/" + "b".repeat(300)));

        refused(Reason.LIMIT_REACHED, () -> store.imap.rename(account, named("a"), named("c".repeat(300))));

        assertThat(names(account)).contains("a").doesNotContain("c".repeat(300));
    }

    @Test
    void renamingInboxMovesItsMessagesAndLeavesItEmpty() throws Exception {
        AccountId account = store.account(name());
        store.imap.create(account, named("INBOX/child"));
        MailboxId inbox = inboxOf(account, 3);

        store.imap.rename(account, named("inbox"), named("old/mail"));

        assertThat(names(account)).containsExactly("INBOX", "INBOX/child", "old", "old/mail");
        assertThat(store.imap.snapshot(inbox).size()).isZero();
        assertThat(uids(store.imap.select(account, named("old/mail")))).containsExactly(1L, 2L, 3L);
        assertThat(store.imap.status(account, named("old/mail")).messages()).isEqualTo(3);
        refused(Reason.ALREADY_EXISTS, () -> store.imap.rename(account, named("inbox"), named("old/mail")));
    }

    @Test
    void aSubscriptionOutlivesItsMailbox() throws Exception {
        AccountId account = store.account(name());
        store.imap.create(account, named("a"));
        store.imap.subscribe(account, named("a"), true);
        store.imap.subscribe(account, named("a"), true);
        store.imap.subscribe(account, named("never/there"), true);
        store.imap.delete(account, named("a"));

        assertThat(listing(account, "a").exists()).isFalse();
        assertThat(listing(account, "a").subscribed()).isTrue();
        assertThat(listing(account, "never/there").selectable()).isFalse();

        store.imap.subscribe(account, named("a"), false);
        store.imap.subscribe(account, named("a"), false);
        assertThat(names(account)).doesNotContain("a");
    }

    @Test
    void aNameHasOnlySoManyLevels() throws Exception {
        AccountId account = store.account(name());
        String deepest = "a" + "/a".repeat(31);

        store.imap.create(account, named(deepest));
        refused(Reason.LIMIT_REACHED, () -> store.imap.create(account, named("b" + deepest + "/a")));
        refused(Reason.LIMIT_REACHED, () -> store.imap.rename(account, named("a"), named("b/a")));
        refused(Reason.LIMIT_REACHED, () -> store.imap.rename(account, MailboxName.INBOX, named(deepest + "/b")));
        assertThat(names(account)).hasSize(33);
    }

    @Test
    void anAccountHasOnlySoManyMailboxes() throws Exception {
        NewMailboxes newMailboxes = store.bean(NewMailboxes.class);
        Field limit = NewMailboxes.class.getDeclaredField("mostMailboxes");
        limit.setAccessible(true);
        int configured = limit.getInt(newMailboxes);
        AccountId account = store.account(name());
        try {
            limit.setInt(newMailboxes, 8);
            store.imap.create(account, named("a/b"));
            refused(Reason.LIMIT_REACHED, () -> store.imap.create(account, named("c")));
            refused(Reason.LIMIT_REACHED, () -> store.imap.rename(account, MailboxName.INBOX, named("c")));
            store.imap.rename(account, named("a"), named("c"));
            store.imap.subscribe(account, named("one"), true);
            store.imap.subscribe(account, named("two"), true);
            refused(Reason.LIMIT_REACHED, () -> store.imap.subscribe(account, named("three"), true));
        } finally {
            limit.setInt(newMailboxes, configured);
        }
    }

    @Test
    void whoWatchesTheNamesIsToldWhenTheyHaveChanged() throws Exception {
        AccountId account = store.account(name());
        AtomicInteger hints = new AtomicInteger();
        MailboxName box = new MailboxName("Watched");
        MailboxName other = new MailboxName("Renamed");
        try (Watch watch = store.imap.watchNames(account, hints::incrementAndGet)) {
            store.imap.create(account, box, null);
            assertThat(hints.getAndSet(0)).isEqualTo(1);
            store.imap.subscribe(account, box, true);
            assertThat(hints.getAndSet(0)).isEqualTo(1);
            store.imap.rename(account, box, other);
            assertThat(hints.getAndSet(0)).isEqualTo(1);
            assertThatThrownBy(() -> store.imap.create(account, other, null)).isInstanceOf(MailStoreException.class);
            store.imap.create(store.account(name()), box, null);
            assertThat(hints).hasValue(0);
            store.imap.delete(account, other);
            assertThat(hints.getAndSet(0)).isEqualTo(1);
        }
        store.imap.create(account, box, null);
        assertThat(hints).hasValue(0);
    }
}
