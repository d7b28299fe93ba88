package org.facteur.mailstore.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * PostgreSQL forces its log itself before it answers a commit, unless it is told not to: {@code synchronous_commit} is off for
 * no session of the store, whatever the server, the database or the user has as a default. Every other value promises at least
 * that the log is on the server's disk, and stays. A server with {@code fsync} off can only be warned of.
 */
final class PostgresDurability implements Durability {

    private static final System.Logger LOG = System.getLogger(PostgresDurability.class.getName());

    private final AtomicBoolean told = new AtomicBoolean();

    @Override
    public String url(String url) {
        return url;
    }

    @Override
    public Connection open(Driver driver) throws SQLException {
        Connection connection = driver.connect();
        try {
            awaitCommits(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void awaitCommits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean isForced;
            boolean isAwaited;
            try (ResultSet row = statement.executeQuery(
                    "SELECT current_setting('fsync') <> 'off', current_setting('synchronous_commit') <> 'off'")) {
                row.next();
                isForced = row.getBoolean(1);
                isAwaited = row.getBoolean(2);
            }
            if (!isAwaited) {
                statement.execute("SET SESSION synchronous_commit = on");
            }
            if (!isForced && told.compareAndSet(false, true)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The PostgreSQL server runs with fsync off: a power cut may lose what has been acknowledged");
            }
        }
    }
}
