package org.facteur.mailstore.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.DatabaseAddress;
import org.facteur.mailstore.harness.Pool;
import org.facteur.mailstore.harness.TestStore;
import org.facteur.mailstore.persistence.ServerLease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers of two versions meet at one database, in every order. */
@ParameterizedClass
@EnumSource(Database.class)
class ServerRosterContractTest {

    @Parameter
    private Database database;

    private final AtomicLong clock = new AtomicLong();
    private DatabaseAddress source;
    private Pool pool;

    @BeforeEach
    void open() {
        source = database.create();
        pool = new Pool(source.dataSource());
    }

    @AfterEach
    void close() throws Exception {
        pool.close();
    }

    private ServerRoster roster(String version, ServerLease lease) {
        return new ServerRoster(pool.dataSource(), lease, "host of " + version, version).alwaysEntered();
    }

    private ServerLease lease() {
        return new ServerLease(clock::get);
    }

    private StoreSchema newer() throws Exception {
        DataSource dataSource = pool.dataSource();
        String vendor = database.name().toLowerCase(java.util.Locale.ROOT);
        return StoreSchema.of(
                dataSource, "classpath:db/migration/common", "classpath:db/migration/" + vendor, "classpath:newer");
    }

    private void pass(java.time.Duration time) throws Exception {
        clock.addAndGet(time.toNanos());
        try (var connection = pool.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE server SET seen = seen - " + time.toSeconds());
        }
    }

    private long tables(String name) throws Exception {
        try (var connection = pool.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = '" + name + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void anOlderServerRefusesANewerSchema() throws Exception {
        ServerLease lease = lease();
        roster("9.0", lease()).join(newer(), true);
        pass(ServerRoster.GONE.plusSeconds(1));

        assertThatThrownBy(() -> roster("1.0", lease).join())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageStartingWith(
                        "The database was last used by a newer Facteur (schema 9999, and this one knows up to ");
        assertThatThrownBy(() -> StoreSchema.migrate(pool.dataSource())).isInstanceOf(StoreRefusedException.class);
    }

    @Test
    void aNewerServerRefusesToMigrateWhileAnOlderOneRuns() throws Exception {
        ServerLease old = lease();
        ServerRoster running = roster("1.0", old);
        running.join();

        StoreRefusedException refused = catchThrowableOfType(
                StoreRefusedException.class, () -> roster("9.0", lease()).join(newer(), true));

        assertThat(refused).hasMessageContaining("a server of version 1.0 still uses it (host of 1.0, seen");
        assertThat(tables("newer")).isZero();
        running.renew();
        assertThat(old.isHeld()).isTrue();

        running.leave();
        roster("9.0", lease()).join(newer(), true);
        assertThat(tables("newer")).isEqualTo(1);
    }

    @Test
    void serversOfOneSchemaRunBesideEachOther() throws Exception {
        ServerLease first = lease();
        ServerLease second = lease();
        roster("1.0", first).join();
        roster("1.0.1", second).join();

        assertThat(first.isHeld() && second.isHeld()).isTrue();
    }

    @Test
    void anOlderServerThatCouldNotRenewServesNobodyAndNoticesTheNewerSchema() throws Exception {
        ServerLease old = lease();
        ServerRoster paused = roster("1.0", old);
        paused.join();
        pass(ServerLease.DURATION.plusSeconds(1));
        assertThat(old.isHeld()).isFalse();
        assertThatThrownBy(() -> roster("9.0", lease()).join(newer(), true))
                .as("it may still be at its last transaction")
                .isInstanceOf(StoreRefusedException.class);

        pass(ServerRoster.GONE);
        roster("9.0", lease()).join(newer(), true);
        paused.renew();

        assertThat(old.isHeld()).isFalse();
        clock.set(Long.MAX_VALUE / 2);
        paused.renew();
        assertThat(old.isHeld()).isFalse();
    }

    @Test
    void aServerThatWasStruckOffComesBackWhereTheSchemaIsStillItsOwn() throws Exception {
        ServerLease lease = lease();
        ServerRoster roster = roster("1.0", lease);
        roster.join();
        pass(ServerRoster.GONE);
        try (var connection = pool.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM server");
        }
        assertThat(lease.isHeld()).isFalse();

        roster.renew();

        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void withoutALeaseTheServicesAnswerThatTheyCannotNow() throws Exception {
        try (TestStore store = TestStore.open(database)) {
            AccountId account = store.account("alice");
            store.bean(ServerLease.class).lose();

            MailStoreException refused =
                    catchThrowableOfType(MailStoreException.class, () -> store.imap.status(account, MailboxName.INBOX));
            assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
            refused = catchThrowableOfType(
                    MailStoreException.class, () -> store.imap.create(account, new MailboxName("New")));
            assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(store.number("SELECT COUNT(*) FROM mailbox WHERE name = 'New'"))
                    .isZero();
        }
    }
}
