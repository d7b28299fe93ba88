package org.facteur.mailstore.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.AdministrationException.Kind;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.message.Collector;
import org.junit.jupiter.api.Test;

class RemovedMessagesContractTest extends StoreContract {

    private static final MailboxName ARCHIVE = new MailboxName("Archive");
    private static final RemovedQuery EVERYTHING = query("", "", null, 100);

    private static RemovedQuery query(String subject, String sender, RemovedPosition after, int count) {
        return new RemovedQuery(RemovedSelection.ALL, subject, sender, after, count);
    }

    private static RemovedMessageService service() {
        return store.bean(RemovedMessageService.class);
    }

    private static List<RemovedMessage> removed(String name) throws AdministrationException {
        return page(name, EVERYTHING).messages();
    }

    private static RemovedPage page(String name, RemovedQuery query) throws AdministrationException {
        return store.administer(() -> service().list(address(name), query));
    }

    private static long restore(String name, List<RemovedMessage> messages, MailboxName into)
            throws AdministrationException {
        return store.administer(() -> service()
                .restore(
                        address(name), messages.stream().map(RemovedMessage::id).toList(), into));
    }

    private static void expunge(MailboxId mailbox, UidSet uids) throws Exception {
        store.imap.store(mailbox, uids, new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
        store.imap.expunge(mailbox, uids);
    }

    private static List<String> names(MailboxSnapshot snapshot, int sequence) {
        return snapshot.flagTable().names(snapshot.flags(sequence));
    }

    private static void refused(Kind kind, Refused call) {
        assertThatExceptionOfType(AdministrationException.class)
                .isThrownBy(call::run)
                .extracting(AdministrationException::kind)
                .isEqualTo(kind);
    }

    private interface Refused {
        void run() throws AdministrationException;
    }

    private static long used(AccountId account) {
        return store.number("SELECT used_bytes FROM account WHERE id = " + account.value());
    }

    @Test
    void anExpungedMessageComesBackWithItsFlagsItsDateAndANewUid() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        append(account, "INBOX", message("Budget"), new Flags(Set.of(SystemFlag.SEEN), Set.of("$Work", "$Home")));
        MailboxId inbox = store.inbox(account);
        FetchedMessage before = store.imap.fetch(inbox, UidSet.of(1), Set.of()).get(0);
        expunge(inbox, UidSet.of(1));
        assertThat(used(account)).isZero();

        List<RemovedMessage> removed = removed(name);
        assertThat(removed).hasSize(1);
        RemovedMessage message = removed.get(0);
        assertThat(message.mailbox()).isEqualTo(MailboxName.INBOX);
        assertThat(message.subject()).isEqualTo("Budget");
        assertThat(message.sender()).isEqualTo("Alice <alice@example.org>");
        assertThat(message.arrived()).isEqualTo(ARRIVED);
        assertThat(message.size()).isEqualTo(before.size());
        assertThat(message.id()).isEqualTo(new RemovedMessageId(inbox.value(), 1));
        long known = store.imap.snapshot(inbox).highestModSeq();
        List<Long> told = new ArrayList<>();
        try (var watch = store.imap.watch(inbox, mailbox -> told.add(mailbox.value()))) {
            assertThat(restore(name, removed, null)).isEqualTo(1);
        }

        MailboxSnapshot snapshot = store.imap.snapshot(inbox);
        assertThat(uids(snapshot)).containsExactly(2L);
        assertThat(snapshot.modSeq(1)).isGreaterThan(known);
        assertThat(names(snapshot, 1)).containsExactlyInAnyOrder("\\Seen", "$Work", "$Home");
        FetchedMessage after = store.imap.fetch(inbox, UidSet.of(2), Set.of()).get(0);
        assertThat(after.content()).isEqualTo(before.content());
        assertThat(after.internalDate()).isEqualTo(ARRIVED);
        assertThat(told).containsExactly(inbox.value());
        assertThat(used(account)).isEqualTo(before.size());
        assertThat(removed(name)).isEmpty();
        assertThat(store.number("SELECT COUNT(*) FROM removal WHERE account_id = " + account.value()))
                .isZero();
    }

    @Test
    void whatPop3DeletesComesBackAndWhatIsMovedWasNeverGone() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = inboxOf(account, 3);
        store.imap.move(inbox, UidSet.of(3), account, ARCHIVE);
        Maildrop maildrop = store.pop3.open(account);
        store.pop3.close(maildrop.lock(), UidSet.of(2));

        assertThat(removed(name)).extracting(message -> message.id().uid()).containsExactly(2L);
        assertThat(restore(name, removed(name), null)).isEqualTo(1);
        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(1L, 4L);
    }

    @Test
    void aDeletedMailboxIsMadeAgainForItsMessages() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        store.imap.create(account, new MailboxName("Projects/2026"));
        append(account, "Projects/2026", message("one"), new Flags(Set.of(), Set.of("$Plan")));
        append(account, "Projects/2026", message("two"), Flags.NONE);
        MailboxId gone = mailbox(account, "Projects/2026");
        store.imap.delete(account, new MailboxName("Projects/2026"));

        assertThat(removed(name)).extracting(RemovedMessage::subject).containsExactly("two", "one");
        assertThat(used(account)).isZero();
        assertThat(store.administer(() -> service()
                        .restoreAll(
                                address(name),
                                new RemovedSelection(new MailboxName("Projects/2026"), null, null),
                                null)))
                .isEqualTo(2);

        MailboxSnapshot again = store.imap.select(account, new MailboxName("Projects/2026"));
        assertThat(again.mailbox()).isNotEqualTo(gone);
        assertThat(uids(again)).containsExactly(1L, 2L);
        assertThat(names(again, 1)).containsExactly("$Plan");
        assertThat(store.number("SELECT SUM(size) FROM message WHERE mailbox_id = "
                        + again.mailbox().value()))
                .isEqualTo(used(account));
    }

    @Test
    void messagesAreRestoredWhereTheyAreWanted() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = inboxOf(account, 2);
        expunge(inbox, UidSet.range(1, 2));

        assertThat(restore(name, removed(name), new MailboxName("Found"))).isEqualTo(2);

        assertThat(uids(store.imap.snapshot(inbox))).isEmpty();
        assertThat(uids(store.imap.select(account, new MailboxName("Found")))).containsExactly(1L, 2L);
    }

    @Test
    void theListIsSearchedAndPaged() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        for (int i = 1; i <= 7; i++) {
            append(account, i % 2 == 0 ? "INBOX" : "Archive", message("Report " + i), Flags.NONE);
        }
        expunge(store.inbox(account), UidSet.range(1, 9));
        expunge(mailbox(account, "Archive"), UidSet.range(1, 9));

        assertThat(page(name, query("PORT 3", "", null, 10)).messages())
                .extracting(RemovedMessage::subject)
                .containsExactly("Report 3");
        assertThat(page(name, query("", "alice@EXAMPLE", null, 10)).messages()).hasSize(7);
        assertThat(page(name, query("", "bob", null, 10)).messages()).isEmpty();
        RemovedSelection archive = new RemovedSelection(ARCHIVE, null, null);
        assertThat(page(name, new RemovedQuery(archive, "", "", null, 10)).messages())
                .extracting(RemovedMessage::subject)
                .containsExactly("Report 7", "Report 5", "Report 3", "Report 1");
        RemovedSelection tomorrow = new RemovedSelection(null, Instant.now().plus(Duration.ofDays(1)), null);
        assertThat(page(name, new RemovedQuery(tomorrow, "", "", null, 10)).messages())
                .isEmpty();

        List<RemovedMessage> all = new ArrayList<>();
        RemovedPage page = page(name, query("", "", null, 3));
        all.addAll(page.messages());
        while (page.next() != null) {
            page = page(name, query("", "", page.next(), 3));
            all.addAll(page.messages());
        }
        assertThat(all).extracting(RemovedMessage::id).doesNotHaveDuplicates().hasSize(7);
    }

    @Test
    void whatDoesNotFitTheQuotaStaysRemoved() throws Exception {
        String name = name();
        long size = message("number 1").length();
        AccountId account = store.account(name, 2 * size);
        MailboxId inbox = inboxOf(account, 2);
        expunge(inbox, UidSet.range(1, 2));
        append(account, "INBOX", message("number 3"), Flags.NONE);

        refused(Kind.OVER_QUOTA, () -> restore(name, removed(name), null));

        assertThat(removed(name)).hasSize(2);
        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(3L);
        assertThat(restore(name, removed(name).subList(0, 1), null)).isEqualTo(1);
        assertThat(used(account)).isEqualTo(2 * size);
    }

    @Test
    void nobodyGetsTheMessagesOfAnotherAccount() throws Exception {
        String owner = name();
        expunge(inboxOf(store.account(owner), 1), UidSet.of(1));
        String stranger = name();
        store.account(stranger);

        assertThat(removed(stranger)).isEmpty();
        refused(Kind.NOT_FOUND, () -> restore(stranger, removed(owner), null));
        assertThat(removed(owner)).hasSize(1);
        refused(Kind.NOT_FOUND, () -> removed("nobody"));
    }

    @Test
    void whenItsTimeIsOverAMessageIsPurgedAndItsContentAfterIt() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = inboxOf(account, 1);
        long content = store.number("SELECT content_id FROM message WHERE mailbox_id = " + inbox.value());
        expunge(inbox, UidSet.of(1));
        List<RemovedMessage> known = removed(name);

        store.bean(Collector.class).collect(Instant.now().plus(Duration.ofDays(13)));
        assertThat(removed(name)).hasSize(1);
        collectEverything();

        assertThat(removed(name)).isEmpty();
        refused(Kind.NOT_FOUND, () -> restore(name, known, null));
        assertThat(store.number("SELECT COUNT(*) FROM content WHERE id = " + content))
                .isZero();
    }

    @Test
    void aDeletedAccountTakesWhatItRemovedWithIt() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = inboxOf(account, 2);
        expunge(inbox, UidSet.of(1));
        store.administer(() -> {
            store.bean(AccountService.class).delete(address(name));
            return name;
        });
        store.account(name);

        assertThat(removed(name)).isEmpty();
        store.bean(Collector.class).collect(Instant.now());
        assertThat(store.number("SELECT COUNT(*) FROM removal WHERE origin_id = " + inbox.value()))
                .isZero();
    }

    @Test
    void aRestoredMessageCanBeRemovedAndRestoredAgain() throws Exception {
        String name = name();
        MailboxId inbox = inboxOf(store.account(name), 1);
        for (int round = 0; round < 3; round++) {
            expunge(inbox, UidSet.range(1, UidSet.MAX_UID));
            assertThat(restore(name, removed(name), null)).isEqualTo(1);
        }

        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(4L);
    }

    @Test
    void manyRemovalsOfOneMessageAreRestoredTogether() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = inboxOf(account, 120);
        for (long uid = 1; uid <= 120; uid++) {
            expunge(inbox, UidSet.of(uid));
        }
        store.statements().clear();

        assertThat(store.administer(() -> service().restoreAll(address(name), RemovedSelection.ALL, null)))
                .isEqualTo(120);

        assertThat(store.statements().statements())
                .as("not one for each removal")
                .hasSizeLessThan(40);
        assertThat(store.imap.status(account, MailboxName.INBOX).messages()).isEqualTo(120);
    }
}
