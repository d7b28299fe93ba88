package org.facteur.mailstore.crash;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import javax.sql.DataSource;
import org.facteur.mailstore.harness.DatabaseAddress;
import org.facteur.mailstore.harness.PostgresCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing acknowledged is lost and nothing is there by halves, whenever the store is killed. The system properties {@code
 * facteur.crash.rounds} and {@code facteur.crash.seed} make it last longer, and repeat it.
 */
class CrashTest {

    private static final System.Logger LOG = System.getLogger(CrashTest.class.getName());

    @Test
    void theEmbeddedDatabaseKeepsItsPromiseThroughKills(@TempDir Path folder) throws Exception {
        rounds(DatabaseAddress.embedded(folder), new Kill(), 20);
    }

    @Test
    void postgresqlKeepsItsPromiseThroughKillsOfTheStore() throws Exception {
        rounds(PostgresCluster.shared().createDatabase(), new Kill(), 3);
    }

    @Test
    void postgresqlKeepsItsPromiseWhenItIsCutOffItself() throws Exception {
        PostgresCluster cluster = PostgresCluster.start();
        rounds(cluster.createDatabase(), new CutOff(cluster), 2);
    }

    private static void rounds(DatabaseAddress address, CrashRounds.Fall fall, int usual) throws Exception {
        int count = Integer.getInteger("facteur.crash.rounds", usual);
        long seed = Long.getLong("facteur.crash.seed", new Random().nextLong());
        String what =
                address.url().replaceAll("[/;].*", "") + ", " + fall.getClass().getSimpleName() + ", seed " + seed;
        LOG.log(System.Logger.Level.INFO, "Crash rounds: {0}, {1} times", what, count);
        CrashRounds rounds = new CrashRounds(address, fall, seed);
        for (int round = 1; round <= count; round++) {
            try {
                rounds.round();
            } catch (AssertionError e) {
                throw new AssertionError("Round " + round + " of " + what + ": " + e.getMessage(), e);
            }
        }
        LOG.log(System.Logger.Level.INFO, "Crash rounds: {0}: {1}", what, rounds);
    }

    /** The process of the store gets SIGKILL. */
    private static final class Kill implements CrashRounds.Fall {

        @Override
        public void happen(Process process) {
            process.toHandle().destroyForcibly();
        }

        @Override
        public void clearUp(DataSource source) {
            await("the end of what its connections had begun").until(() -> strangers(source) == 0);
        }

        private static long strangers(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection()) {
                if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                    return 0;
                }
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }
    }

    /** The database goes first, as in a power cut, with the store at work. */
    private record CutOff(PostgresCluster cluster) implements CrashRounds.Fall {

        @Override
        public void happen(Process process) {
            cluster.stop();
            process.toHandle().destroyForcibly();
        }

        @Override
        public void clearUp(DataSource source) {
            cluster.resume();
        }
    }
}
