package org.facteur.mailstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.Watch;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.DatabaseAddress;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.harness.TestStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers on one database. */
class RemoteChangesContractTest {

    private final AtomicInteger hints = new AtomicInteger();

    private static void register(TestStore store, int servers) throws Exception {
        try (var connection = store.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM server");
            for (int i = 0; i < servers; i++) {
                statement.executeUpdate("INSERT INTO server (id, name, version, schema_version, seen) VALUES ('" + i
                        + "', 'x', '0', '0', CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) AS BIGINT))");
            }
        }
    }

    private static void append(TestStore store, AccountId account) throws Exception {
        store.imap.append(
                account,
                MailboxName.INBOX,
                List.of(new AppendMessage(Flags.NONE, Instant.EPOCH, StoreContract.source("Subject: x\r\n\r\n"))));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatAnotherServerChangesIsTold(Database database) throws Exception {
        DatabaseAddress address = database.create();
        try (TestStore here = TestStore.open(address);
                TestStore there = TestStore.onPresent(address)) {
            register(here, 2);
            AccountId account = here.account("watched");
            MailboxId inbox = here.inbox(account);
            RemoteChanges changes = here.bean(RemoteChanges.class);
            Watch watch = here.imap.watch(inbox, mailbox -> hints.incrementAndGet());
            changes.look();
            hints.set(0);

            changes.look();
            assertThat(hints).hasValue(0);

            append(there, account);
            assertThat(hints).hasValue(0);
            changes.look();
            assertThat(hints).hasValue(1);
            assertThat(here.imap.snapshot(inbox).size()).isEqualTo(1);

            MailboxName renamed = new MailboxName("Gone");
            MailboxId gone = here.imap.create(account, renamed);
            Watch watchOfGone = here.imap.watch(gone, mailbox -> hints.addAndGet(10));
            changes.look();
            hints.set(0);
            there.imap.delete(account, renamed);
            changes.look();
            assertThat(hints).hasValue(10);
            watchOfGone.close();
            watch.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aServerAloneAsksForNothing(Database database) throws Exception {
        try (TestStore alone = TestStore.open(database)) {
            register(alone, 1);
            MailboxId inbox = alone.inbox(alone.account("watched"));
            RemoteChanges changes = alone.bean(RemoteChanges.class);
            changes.look();
            try (Watch watch = alone.imap.watch(inbox, mailbox -> hints.incrementAndGet())) {
                changes.look();
                alone.statements().clear();
                changes.look();
                assertThat(alone.statements().statements()).isEmpty();
                assertThat(hints).hasValue(0);
            }
        }
    }
}
