package org.facteur.mailstore.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.facteur.mailstore.harness.DatabaseAddress;
import org.facteur.mailstore.harness.PostgresCluster;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;

/**
 * How many commits of two rows, 8 KiB together, a second has, in ways that promise more and less. Run by hand; the ways take turns,
 * so that whatever else the machine does meets all of them.
 */
final class CommitRates {

    private static final int[] THREADS = {1, 8, 32};
    private static final int TURNS = 3;
    private static final int SECONDS = 3;

    private CommitRates() {}

    private interface Way {

        DataSource source(Path folder) throws SQLException;

        default void commit(Connection connection) throws SQLException {
            connection.commit();
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<String> names = List.of(
                "H2, written at commit, never forced (WRITE_DELAY=0)",
                "H2, each commit forces the file for itself",
                "H2, group commit",
                "PostgreSQL");
        List<Way> ways = List.of(
                written(),
                alone(),
                folder -> DatabaseAddress.embedded(folder).dataSource(),
                folder -> PostgresCluster.shared().createDatabase().dataSource());
        for (int threads : THREADS) {
            long[] commits = new long[ways.size()];
            for (int turn = 0; turn < TURNS; turn++) {
                for (int way = 0; way < ways.size(); way++) {
                    commits[way] += commits(ways.get(way), threads);
                }
            }
            for (int way = 0; way < ways.size(); way++) {
                System.out.printf(
                        "%2d threads: %5d commits/s  %s%n", threads, commits[way] / TURNS / SECONDS, names.get(way));
            }
        }
    }

    private static Way written() {
        return folder -> plain(folder);
    }

    private static JdbcDataSource plain(Path folder) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + folder.resolve("store") + ";WRITE_DELAY=0;LOCK_TIMEOUT=20000");
        source.setUser("facteur");
        return source;
    }

    private static Way alone() {
        return new Way() {
            @Override
            public DataSource source(Path folder) {
                return plain(folder);
            }

            @Override
            public void commit(Connection connection) throws SQLException {
                connection.commit();
                SessionLocal session =
                        (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
                session.getDatabase().getStore().getMvStore().sync();
            }
        };
    }

    private static long commits(Way way, int threads) throws Exception {
        Path folder = Files.createTempDirectory("facteur-commits");
        DataSource source = way.source(folder);
        AtomicLong commits = new AtomicLong();
        AtomicBoolean stopped = new AtomicBoolean();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            boolean isPostgres =
                    connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            statement.execute("CREATE TABLE content (id BIGINT PRIMARY KEY, head "
                    + (isPostgres ? "BYTEA" : "VARBINARY(20000)") + ")");
            statement.execute("CREATE TABLE message (mailbox BIGINT, uid BIGINT, content BIGINT,"
                    + " PRIMARY KEY (mailbox, uid))");
            List<Thread> workers = new ArrayList<>();
            AtomicLong ids = new AtomicLong();
            for (int i = 0; i < threads; i++) {
                int mailbox = i;
                Thread worker = new Thread(() -> work(way, source, mailbox, ids, commits, stopped));
                worker.start();
                workers.add(worker);
            }
            Thread.sleep(500);
            long before = commits.get();
            Thread.sleep(SECONDS * 1000L);
            long counted = commits.get() - before;
            stopped.set(true);
            for (Thread worker : workers) {
                worker.join();
            }
            return counted;
        } finally {
            for (java.io.File file : folder.toFile().listFiles()) {
                Files.delete(file.toPath());
            }
            Files.delete(folder);
        }
    }

    private static void work(
            Way way, DataSource source, int mailbox, AtomicLong ids, AtomicLong commits, AtomicBoolean stopped) {
        Random random = new Random(mailbox);
        byte[] head = new byte[8192];
        try (Connection connection = source.getConnection();
                PreparedStatement content = connection.prepareStatement("INSERT INTO content VALUES (?, ?)");
                PreparedStatement message = connection.prepareStatement("INSERT INTO message VALUES (?, ?, ?)")) {
            connection.setAutoCommit(false);
            while (!stopped.get()) {
                long id = ids.incrementAndGet();
                random.nextBytes(head);
                content.setLong(1, id);
                content.setBytes(2, head);
                content.executeUpdate();
                message.setLong(1, mailbox);
                message.setLong(2, id);
                message.setLong(3, id);
                message.executeUpdate();
                way.commit(connection);
                commits.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
