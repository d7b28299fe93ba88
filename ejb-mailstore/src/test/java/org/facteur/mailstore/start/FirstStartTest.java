package org.facteur.mailstore.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Secret;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.administration.AdministratorService;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FirstStartTest {

    @ParameterizedTest
    @EnumSource(Database.class)
    void theDemonstrationIsMadeOnce(Database database) throws Exception {
        try (TestStore store = TestStore.open(database)) {
            Demonstration demonstration = store.bean(Demonstration.class);
            for (int start = 0; start < 2; start++) {
                store.required(() -> {
                    demonstration.ready();
                    return true;
                });
            }

            for (String name : new String[] {"alice", "bob"}) {
                AccountId account = store.login(name).id();
                assertThat(store.imap.status(account, MailboxName.INBOX).messages())
                        .isEqualTo(1);
                FetchedMessage welcome = store.imap
                        .fetch(store.inbox(account), UidSet.of(1), Set.of(FetchPart.STRUCTURE))
                        .get(0);
                assertThat(welcome.structure().envelope().subject()).isEqualTo("Welcome to Facteur");
            }
        }
    }

    @Test
    void theSchemaIsMadeOnceAndOnlyThen() throws Exception {
        try (TestStore store = TestStore.open(Database.H2)) {
            assertThat(StoreSchema.migrate(store.dataSource())).startsWith("H2 2.");
            assertThat(store.number("SELECT COUNT(*) FROM domain")).isEqualTo(1);
        }
    }

    @Test
    void aNewDatabaseGivesOutGreaterUidValiditiesThanAnOlderOne() throws Exception {
        long before = Instant.now().getEpochSecond();
        try (TestStore store = TestStore.open(Database.H2)) {
            AccountId account = store.account("alice");
            // Ids are drawn in blocks, the first of which ends with the second in which the database was made.
            assertThat(store.imap.status(account, MailboxName.INBOX).uidValidity())
                    .isBetween(before - 10, UidSet.MAX_UID);
        }
    }

    @Test
    void theAdministratorIsMadeWithTheConfiguredPasswordOrOneThatNobodyKnows() throws Exception {
        try (TestStore store = TestStore.open(Database.H2)) {
            AdministratorService administrators = store.bean(AdministratorService.class);
            store.required(() -> {
                administrators.setPassword(new Secret("configured"));
                return true;
            });

            assertThat(store.<Boolean>required(administrators::exists)).isTrue();
            assertThat(store.<Boolean>required(() -> administrators.verify("admin", new Secret("admin"))))
                    .isFalse();
        }
    }
}
