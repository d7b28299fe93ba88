package org.facteur.mailstore.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.facteur.mailstore.harness.CuttableFilePath;
import org.facteur.mailstore.harness.DatabaseAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a power cut makes of the writes that were not forced, the database opens, and has every commit that has returned: so
 * many cuts, at random moments of a load that adds, changes and removes.
 */
class PowerCutTest {

    private static final int CUTS = Integer.getInteger("facteur.power.cuts", 15);
    private static final int WRITERS = 4;
    private static final int ROWS = 40;
    private static final String PADDING = "x".repeat(3_000);

    @TempDir
    private Path folder;

    private DataSource source;

    /** The last value of each row whose commit has returned. */
    private final Map<Integer, Integer> returned = new ConcurrentHashMap<>();

    private final AtomicLong commits = new AtomicLong();
    private final AtomicBoolean isOver = new AtomicBoolean();

    @BeforeEach
    void makeATable() throws SQLException {
        CuttableFilePath.register();
        source = DatabaseAddress.embedded("jdbc:h2:" + CuttableFilePath.SCHEME + ":" + folder.resolve("store"))
                .dataSource();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (n INTEGER, v INTEGER, padding VARCHAR, PRIMARY KEY (n, v))");
        }
    }

    /** Each change of a row is a row more and one less, in one transaction: there is always exactly one. */
    private void change(Connection connection, int row, int value) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?)");
                PreparedStatement delete = connection.prepareStatement("DELETE FROM t WHERE n = ? AND v < ?")) {
            insert.setInt(1, row);
            insert.setInt(2, value);
            insert.setString(3, PADDING);
            insert.execute();
            delete.setInt(1, row);
            delete.setInt(2, value);
            delete.execute();
        }
        connection.commit();
        returned.put(row, value);
        commits.incrementAndGet();
    }

    private Void write(int writer) throws SQLException {
        Random random = new Random(writer);
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            for (int value = 1; !isOver.get(); value++) {
                change(connection, writer * ROWS + random.nextInt(ROWS), value);
            }
        }
        return null;
    }

    @Test
    void whatHasReturnedIsThereAfterEveryCut() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(executor.submit(() -> write(writer)));
            }
            Random random = new Random(1);
            for (int cut = 0; cut < CUTS; cut++) {
                long next = commits.get() + 1 + random.nextInt(60);
                await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> commits.get() >= next || anyEnded(writers));
                Map<Integer, Integer> before = new HashMap<>(returned);
                Path left = folder.resolve("left.mv.db");
                CuttableFilePath.cut(left, random);
                assertThat(rows(folder.resolve("left"))).as("cut %d", cut).satisfies(rows -> holds(rows, before));
            }
            isOver.set(true);
            for (Future<Void> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
        } finally {
            isOver.set(true);
            executor.shutdown();
            assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean anyEnded(List<Future<Void>> writers) {
        return writers.stream().anyMatch(Future::isDone);
    }

    /** What has not returned may be there, too. */
    private static void holds(Map<Integer, List<Integer>> rows, Map<Integer, Integer> before) {
        before.forEach((row, value) -> assertThat(rows.get(row))
                .as("values of row %d, of which %d had returned", row, value)
                .singleElement()
                .satisfies(present -> assertThat(present).isGreaterThanOrEqualTo(value)));
        assertThat(rows.values()).allMatch(values -> values.size() == 1);
    }

    private static Map<Integer, List<Integer>> rows(Path database) throws Exception {
        Map<Integer, List<Integer>> rows = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + database, "facteur", "facteur");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT n, v, padding FROM t")) {
            while (row.next()) {
                rows.computeIfAbsent(row.getInt(1), n -> new ArrayList<>()).add(row.getInt(2));
                assertThat(row.getString(3)).isEqualTo(PADDING);
            }
        }
        Files.delete(Path.of(database + ".mv.db"));
        return rows;
    }
}
