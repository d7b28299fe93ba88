package org.facteur.mailstore.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.facteur.mailstore.harness.DatabaseAddress;
import org.facteur.mailstore.harness.FaultyFilePath;
import org.facteur.mailstore.harness.FaultyFilePath.Fault;
import org.facteur.mailstore.harness.PostgresCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreDataSourceTest {

    @TempDir
    private Path folder;

    private DataSource faulty;

    @BeforeEach
    void makeATable() throws SQLException {
        FaultyFilePath.register();
        faulty = DatabaseAddress.embedded("jdbc:h2:faulty:" + folder.resolve("store"))
                .dataSource();
        try (Connection connection = faulty.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)");
        }
    }

    @AfterEach
    void heal() {
        FaultyFilePath.fail(Fault.NONE);
    }

    private static void insert(Connection connection, int n) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
            statement.setInt(1, n);
            statement.execute();
        }
    }

    private static int count(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return count(connection);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM t");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void aCommitForcesTheFileAndARepeatedOneDoesNot() throws SQLException {
        try (Connection connection = faulty.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            int before = FaultyFilePath.forces();

            connection.commit();
            assertThat(FaultyFilePath.forces()).isGreaterThan(before);

            int after = FaultyFilePath.forces();
            connection.commit();
            assertThat(FaultyFilePath.forces()).isEqualTo(after);
        }
    }

    @Test
    void inAutocommitEveryStatementThatMayChangeSomethingForces() throws SQLException {
        try (Connection connection = faulty.getConnection();
                Statement statement = connection.createStatement()) {
            int before = FaultyFilePath.forces();
            insert(connection, 1);
            int afterPrepared = FaultyFilePath.forces();
            statement.executeUpdate("INSERT INTO t VALUES (2)");
            int afterPlain = FaultyFilePath.forces();
            count(connection);

            assertThat(afterPrepared).isGreaterThan(before);
            assertThat(afterPlain).isGreaterThan(afterPrepared);
            assertThat(FaultyFilePath.forces()).isEqualTo(afterPlain);
        }
    }

    @Test
    void toTurnAutocommitOnIsACommit() throws SQLException {
        try (Connection connection = faulty.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            int before = FaultyFilePath.forces();

            connection.setAutoCommit(true);

            assertThat(FaultyFilePath.forces()).isGreaterThan(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"NO_FORCE", "FULL"})
    void aCommitThatCannotBeForcedFailsAndTheDatabaseComesBackByItself(Fault fault) throws SQLException {
        try (Connection connection = faulty.getConnection();
                Connection other = faulty.getConnection()) {
            insert(connection, 1);
            connection.setAutoCommit(false);
            insert(connection, 2);
            FaultyFilePath.fail(fault);

            assertThatExceptionOfType(SQLException.class).isThrownBy(connection::commit);
            assertThat(connection.isValid(1)).isFalse();
            assertThat(other.isValid(1)).isFalse();
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> insert(other, 3));
        }
        FaultyFilePath.fail(Fault.NONE);

        try (Connection connection = faulty.getConnection()) {
            insert(connection, 4);
        }
        assertThat(count(faulty)).isBetween(2, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/a/b;LOCK_TIMEOUT=1, jdbc:h2:ordered:/a/b;LOCK_TIMEOUT=1;MAX_COMPACT_TIME=0",
        "jdbc:h2:./a/b;WRITE_DELAY=0;LOCK_TIMEOUT=1, jdbc:h2:ordered:./a/b;LOCK_TIMEOUT=1;MAX_COMPACT_TIME=0",
        "jdbc:h2:~/b;write_delay = 10, jdbc:h2:ordered:~/b;MAX_COMPACT_TIME=0",
        "jdbc:h2:split:/a/b, jdbc:h2:ordered:split:/a/b;MAX_COMPACT_TIME=0",
        "jdbc:h2:C:/a/b, jdbc:h2:ordered:C:/a/b;MAX_COMPACT_TIME=0"
    })
    void whateverTheUrlOfAFileItsWritesAreOrdered(String url, String own) {
        assertThat(Durability.of(url).url(url)).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:a", "jdbc:h2:tcp://localhost/a", "jdbc:derby:a", "jdbc:h2:memFS:a"})
    void whatIsNoFileOfThisProcessIsLeftAlone(String url) {
        assertThat(Durability.of(url)).isInstanceOf(Durability.DatabasesOwn.class);
        assertThat(Durability.of(url).url(url)).isEqualTo(url);
    }

    @Test
    void memoryNeedsNoFile() throws SQLException {
        try (Connection connection =
                DatabaseAddress.embedded("jdbc:h2:mem:").dataSource().getConnection()) {
            connection.createStatement().execute("CREATE TABLE t (n INTEGER)");
            insert(connection, 1);
            assertThat(count(connection)).isEqualTo(1);
        }
    }

    @Test
    void aFileIsOpenedWhereItIsAndUnderItsName() throws SQLException {
        try (Connection connection =
                DatabaseAddress.embedded(folder).dataSource().getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThat(Files.isRegularFile(folder.resolve("store.mv.db"))).isTrue();
    }

    @Test
    void aSessionOfPostgresqlWaitsForItsCommitsWhateverTheDefault() throws SQLException {
        DatabaseAddress address = PostgresCluster.shared().createDatabase();
        String name = address.url().substring(address.url().lastIndexOf('/') + 1);
        try (Connection connection = address.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " SET synchronous_commit = off");
        }

        try (Connection connection = address.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void aStatementThatLocksRowsIsKeptWithoutWhatItHeld() throws SQLException {
        try (Connection connection = faulty.getConnection()) {
            insert(connection, 1);
            insert(connection, 2);
            connection.setAutoCommit(false);
            String sql = "SELECT n FROM t WHERE n = ? FOR UPDATE";
            PreparedStatement first = connection.prepareStatement(sql);
            first.setInt(1, 1);
            ResultSet rows = first.executeQuery();
            assertThat(rows.next()).isTrue();
            Object statement = rows.getStatement();
            first.close();
            assertThat(rows.isClosed()).isTrue();
            assertThat(first.isClosed()).isTrue();
            assertThatExceptionOfType(SQLException.class).isThrownBy(first::executeQuery);

            PreparedStatement second = connection.prepareStatement(sql);
            assertThatExceptionOfType(SQLException.class)
                    .as("The parameter of the first use is forgotten")
                    .isThrownBy(second::executeQuery);
            second.close();

            PreparedStatement third = connection.prepareStatement(sql);
            third.setInt(1, 2);
            try (ResultSet found = third.executeQuery()) {
                assertThat(found.next()).isTrue();
                assertThat(found.getInt(1)).isEqualTo(2);
                assertThat(found.getStatement())
                        .as("One that has failed is not kept")
                        .isNotSameAs(statement);
                statement = found.getStatement();
            }
            third.close();

            PreparedStatement fourth = connection.prepareStatement(sql);
            fourth.setMaxRows(1);
            fourth.setInt(1, 1);
            try (ResultSet found = fourth.executeQuery()) {
                assertThat(found.getStatement()).isSameAs(statement);
            }
            fourth.close();

            try (PreparedStatement fifth = connection.prepareStatement(sql)) {
                assertThat(fifth.getMaxRows()).isZero();
                fifth.setInt(1, 1);
                try (ResultSet found = fifth.executeQuery()) {
                    assertThat(found.getStatement())
                            .as("One that has been changed is not kept")
                            .isNotSameAs(statement);
                }
            }
            connection.rollback();
        }
    }

    @Test
    void rowsAreLockedByAKeptStatement() throws SQLException {
        try (Connection one = faulty.getConnection();
                Connection other = faulty.getConnection();
                Statement settings = other.createStatement()) {
            insert(one, 1);
            settings.execute("SET LOCK_TIMEOUT 1");
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            for (int i = 0; i < 2; i++) {
                lock(one);
                assertThatExceptionOfType(SQLException.class).isThrownBy(() -> lock(other));
                one.rollback();
                lock(other);
                other.rollback();
            }
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT n FROM t WHERE n = 1 FOR UPDATE")) {
            statement.executeQuery();
        }
    }
}
