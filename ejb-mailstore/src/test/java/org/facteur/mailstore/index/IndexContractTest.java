package org.facteur.mailstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.LargeMailbox;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

/** What the index costs: rows that change, and not the mailbox. */
class IndexContractTest extends StoreContract {

    private static final int LARGE = 20_000;

    /** A mailbox of {@link #LARGE} messages, whose content nobody reads. */
    private static MailboxId largeInbox(Database database, AccountId account) throws SQLException {
        MailboxId inbox = store.inbox(account);
        LargeMailbox.fill(store, database, inbox, LARGE);
        return inbox;
    }

    private static String plan(String sql, Object... parameters) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                var statement = connection.prepareStatement("EXPLAIN " + sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }

    @Test
    void aLargeMailboxIsReadInTheOrderOfItsKeyAndItsChangesByModSequence() throws SQLException {
        AccountId account = store.account(name());
        long inbox = largeInbox(database, account).value();

        String page = plan(JpaIndexRepository.PAGE_OF_MESSAGES, inbox, 20_000L, 20_000);
        String changes = plan(JpaIndexRepository.CHANGES, inbox, inbox, (long) LARGE, inbox, (long) LARGE);

        if (database == Database.H2) {
            assertThat(page).contains("index sorted");
            assertThat(changes).contains("MESSAGE_BY_MODSEQ").contains("AND MODSEQ > ?3");
        } else {
            assertThat(page).contains("message_pkey").doesNotContain("Sort").doesNotContain("Seq Scan");
            assertThat(changes).contains("message_by_modseq");
        }
    }

    @Test
    void aDeliveryToALargeMailboxCopiesOnePageOfIt() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = largeInbox(database, account);
        MailboxSnapshot before = store.imap.select(account, MailboxName.INBOX);
        assertThat(before.size()).isEqualTo(LARGE);

        append(account, "INBOX", message("one more"), Flags.NONE);
        MailboxSnapshot arrived = store.imap.snapshot(inbox);
        store.imap.store(inbox, UidSet.of(7), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.SEEN)));
        MailboxSnapshot flagged = store.imap.snapshot(inbox);

        assertThat(arrived.size()).isEqualTo(LARGE + 1);
        assertThat(arrived.messages().pagesNotIn(before.messages())).isEqualTo(1);
        assertThat(flagged.flags(7)).isEqualTo(SystemFlag.SEEN.bit());
        assertThat(flagged.messages().pagesNotIn(arrived.messages())).isEqualTo(1);
    }

    @Test
    void whatIsAskedOfTheIndexTakesOneStatementAndOfTheMailboxRowAnother() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = largeInbox(database, account);
        store.imap.select(account, MailboxName.INBOX);
        store.statements().clear();

        UidSet unseen = store.imap.search(
                inbox, UidSet.range(1, LARGE), new SearchKey.Not(new SearchKey.Flag(SystemFlag.SEEN)));
        assertThat(unseen.count()).isEqualTo(LARGE);
        assertThat(store.statements().statements()).as("what is new").hasSize(1);

        store.statements().clear();
        assertThat(store.imap.status(account, MailboxName.INBOX).unseen()).isEqualTo(LARGE);
        assertThat(store.statements().statements())
                .singleElement()
                .asString()
                .doesNotContainIgnoringCase("FROM message")
                .doesNotContainIgnoringCase("COUNT(");
    }

    @Test
    void thoseWhoAskTogetherShareQueries() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = largeInbox(database, account);
        store.statements().clear();
        int sessions = 16;
        CountDownLatch together = new CountDownLatch(sessions);
        Callable<MailboxSnapshot> session = () -> {
            together.countDown();
            together.await();
            return store.imap.snapshot(inbox);
        };
        ExecutorService workers = Executors.newFixedThreadPool(sessions);
        try {
            List<Future<MailboxSnapshot>> snapshots = workers.invokeAll(
                    IntStream.range(0, sessions).mapToObj(i -> session).toList());
            for (Future<MailboxSnapshot> snapshot : snapshots) {
                assertThat(snapshot.get()).isSameAs(snapshots.get(0).get());
            }
        } finally {
            workers.shutdown();
        }
        // The first loads it: before, pages, keywords, after. The others have waited, and one of them asks for all.
        assertThat(store.statements().statements().size()).isLessThan(7 + sessions - 1);
    }
}
