package org.facteur.mailstore.start;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.facteur.mailstore.persistence.ServerLease;

/**
 * Sees to it that servers of different schemas never write one database.
 *
 * <pre>
 *   join:   newer schema          -> refuse
 *           schema is ours        -> enter the roster
 *           older schema          -> somebody on the roster -> refuse
 *                                    nobody                 -> migrate, enter the roster
 *   renew:  still on the roster   -> the lease holds for {@link ServerLease#DURATION}
 *           struck off            -> join again, without migrating
 * </pre>
 *
 * <p>Joining is done by one server at a time. Who migrates strikes off those that have not been seen for {@link #GONE}: longer
 * than a lease, so that they have stopped by then, and will find out should they come back.
 */
public final class ServerRoster {

    /** Who has not been seen for so long has stopped, or has noticed that it must. */
    static final Duration GONE = ServerLease.DURATION.multipliedBy(2);

    private static final System.Logger LOG = System.getLogger(ServerRoster.class.getName());

    /** The number of our lock among the advisory locks of a database. */
    private static final long GATE = 0x4661_6374_6575_72L;

    /** Longer names of machines are cut. */
    private static final int MAX_NAME = 253;

    private static final String NOW = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) AS BIGINT)";

    private final DataSource dataSource;
    private final ServerLease lease;
    private final String name;
    private final String version;
    private final String id = UUID.randomUUID().toString();
    private boolean entered;

    /**
     * @param name of this machine, for people
     * @param version of this Facteur, for people
     */
    public ServerRoster(DataSource dataSource, ServerLease lease, String name, String version) {
        this.dataSource = dataSource;
        this.lease = lease;
        this.name = name.substring(0, Math.min(MAX_NAME, name.length()));
        this.version = version;
    }

    /**
     * Brings the schema up to date and enters this server.
     *
     * @throws StoreRefusedException if the database is another version's, now or for good
     * @throws org.flywaydb.core.api.FlywayException if a script fails
     */
    public void join() throws SQLException {
        join(StoreSchema.of(dataSource), true);
    }

    /**
     * As {@link #join}, for a server that knows another schema.
     *
     * @param migrates whether it may change the schema; if not, an older one is refused
     */
    synchronized void join(StoreSchema schema, boolean migrates) throws SQLException {
        try (Connection gate = dataSource.getConnection()) {
            boolean locks = StoreSchema.isShared(gate);
            if (locks) {
                call(gate, "SELECT pg_advisory_lock(" + GATE + ")");
            }
            try {
                long asked = lease.now();
                if (hasTable(gate, StoreSchema.RESTORING)) {
                    throw new StoreRefusedException(
                            "The store holds part of a restore that was not finished; empty it, and restore again.");
                }
                schema.refuseNewer();
                if (schema.isOutdated()) {
                    if (!migrates) {
                        throw new StoreRefusedException("The schema of the database is older than this server's.");
                    }
                    refuseCompany(gate);
                    schema.migrate();
                    call(gate, "DELETE FROM server");
                }
                if (locks || entered) {
                    enter(gate, schema.version());
                    lease.confirm(asked);
                }
            } finally {
                if (locks) {
                    call(gate, "SELECT pg_advisory_unlock(" + GATE + ")");
                }
            }
        }
    }

    /** From now on this server is entered whatever the database: what is shared by one process alone need not be. */
    ServerRoster alwaysEntered() {
        entered = true;
        return this;
    }

    private void refuseCompany(Connection connection) throws SQLException {
        if (!hasTable(connection, "server")) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT name, version, " + NOW
                + " - seen FROM server WHERE id <> ? AND seen > " + NOW + " - ? ORDER BY seen DESC")) {
            statement.setString(1, id);
            statement.setLong(2, GONE.toSeconds());
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    throw new StoreRefusedException(
                            "The database has to be upgraded, and a server of version %s still uses it (%s, seen %d s ago); stop it first, or wait %d s if it has stopped."
                                    .formatted(
                                            rows.getString(2), rows.getString(1), rows.getLong(3), GONE.toSeconds()));
                }
            }
        }
    }

    private static boolean hasTable(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM information_schema.tables"
                        + " WHERE LOWER(table_name) = '" + name + "' AND table_schema = CURRENT_SCHEMA")) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }

    private void enter(Connection connection, String schemaVersion) throws SQLException {
        leave(connection);
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO server (id, name, version, schema_version, seen) VALUES (?, ?, ?, ?, " + NOW + ")")) {
            statement.setString(1, id);
            statement.setString(2, name);
            statement.setString(3, version);
            statement.setString(4, schemaVersion);
            statement.executeUpdate();
        }
        entered = true;
    }

    /**
     * Confirms the lease, if there is one; called again and again. A database that does not answer is left to the lease, which
     * runs out.
     */
    public void renew() {
        try {
            renew(StoreSchema.of(dataSource));
        } catch (SQLException unreachable) {
            LOG.log(System.Logger.Level.DEBUG, "The lease cannot be renewed", unreachable);
        }
    }

    synchronized void renew(StoreSchema schema) throws SQLException {
        if (!entered) {
            return;
        }
        long asked = lease.now();
        if (touch()) {
            lease.confirm(asked);
            return;
        }
        try {
            join(schema, false);
        } catch (StoreRefusedException e) {
            lease.lose();
            entered = false;
            LOG.log(System.Logger.Level.ERROR, "This server serves nobody any more: {0}", e.getMessage());
        }
    }

    private boolean touch() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE server SET seen = " + NOW + " WHERE id = ?")) {
            statement.setString(1, id);
            return statement.executeUpdate() == 1;
        }
    }

    /** Strikes this server off, so that another version need not wait; what cannot be done now is done by time. */
    public synchronized void leave() {
        if (!entered) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            leave(connection);
        } catch (SQLException unreachable) {
            LOG.log(System.Logger.Level.DEBUG, "The server cannot be struck off", unreachable);
        }
    }

    private void leave(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM server WHERE id = ?")) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }

    private static void call(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
