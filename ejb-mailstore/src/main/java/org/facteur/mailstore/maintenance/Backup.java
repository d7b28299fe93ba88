package org.facteur.mailstore.maintenance;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.facteur.mailstore.maintenance.StoreTables.Column;
import org.facteur.mailstore.maintenance.StoreTables.Kind;
import org.facteur.mailstore.maintenance.StoreTables.Table;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole store, as it is at one moment, while it is in use: a zip archive with a {@link TableStream} for each table and a
 * {@link BackupManifest}. All tables are read in one snapshot of the database, which blocks nobody, some
 * rows at a time, so that memory does not grow with them.
 */
public final class Backup {

    /** Rows read at once. */
    private static final int PAGE = 2_000;

    /** Rows read at once where each may have hundreds of kilobytes. */
    private static final int LARGE_PAGE = 16;

    private static final int BUFFER = 64 << 10;

    /** So many rows are one step of progress. */
    private static final int PROGRESS = 10_000;

    /** H2's number for an isolation that is one snapshot of all tables; its repeatable read is one for each table. */
    private static final int H2_SNAPSHOT = 6;

    private final DataSource dataSource;
    private final String version;

    /** @param version of this Facteur */
    public Backup(DataSource dataSource, String version) {
        this.dataSource = dataSource;
        this.version = version;
    }

    /**
     * @param out stays open
     * @throws IOException if it cannot be written to
     */
    public void write(OutputStream out, Progress progress) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection()) {
            int isolation = connection.getTransactionIsolation();
            boolean isH2 = StoreTables.isH2(connection);
            connection.setAutoCommit(false);
            try {
                connection.setTransactionIsolation(isH2 ? H2_SNAPSHOT : Connection.TRANSACTION_REPEATABLE_READ);
                lazy(connection, isH2);
                write(connection, out, progress);
            } finally {
                connection.rollback();
                lazy(connection, false);
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(true);
            }
        }
    }

    /** The embedded database gathers a whole result first, unless it is told not to. */
    private static void lazy(Connection connection, boolean lazy) throws SQLException {
        if (StoreTables.isH2(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LAZY_QUERY_EXECUTION " + (lazy ? 1 : 0));
            }
        }
    }

    private void write(Connection connection, OutputStream out, Progress progress) throws SQLException, IOException {
        String schema = schemaVersion(connection);
        List<Table> tables = StoreTables.kept(connection);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
        List<BackupManifest.Entry> entries = new ArrayList<>();
        for (Table table : tables) {
            entries.add(write(connection, table, zip, progress));
        }
        // Drawn behind the snapshot: no row of it has an id that the sequence gives out again.
        Map<String, Long> sequences = StoreTables.sequences(connection);
        String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        zip.putNextEntry(new ZipEntry(BackupManifest.NAME));
        zip.write(new BackupManifest(version, schema, created, entries, sequences)
                .text()
                .getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
    }

    private static String schemaVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT \"version\" FROM \"flyway_schema_history\" WHERE \"version\" IS NOT NULL"
                                + " ORDER BY \"installed_rank\"")) {
            String newest = "0";
            while (rows.next()) {
                String one = rows.getString(1);
                newest = SchemaVersions.compare(one, newest) > 0 ? one : newest;
            }
            return newest;
        }
    }

    private static BackupManifest.Entry write(
            Connection connection, Table table, ZipOutputStream zip, Progress progress)
            throws SQLException, IOException {
        MessageDigest digest = sha256();
        zip.putNextEntry(new ZipEntry("tables/" + table.name()));
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new DigestOutputStream(zip, digest), BUFFER));
        TableStream.writeColumns(table.columns(), out);
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(table.hasOctets() ? LARGE_PAGE : PAGE);
            try (ResultSet result = statement.executeQuery(select(table))) {
                while (result.next()) {
                    writeRow(table, result, out);
                    if (++rows % PROGRESS == 0) {
                        progress.at("table %s: %d rows".formatted(table.name(), rows));
                    }
                }
            }
        }
        progress.at("table %s: %d rows".formatted(table.name(), rows));
        out.writeByte(0);
        out.flush();
        zip.closeEntry();
        return new BackupManifest.Entry(table.name(), rows, HexFormat.of().formatHex(digest.digest()));
    }

    private static void writeRow(Table table, ResultSet result, DataOutputStream out) throws SQLException, IOException {
        out.writeByte(1);
        for (Column column : table.columns()) {
            TableStream.writeValue(value(result, column), out);
        }
    }

    private static @Nullable Object value(ResultSet result, Column column) throws SQLException {
        if (column.kind() == Kind.OCTETS) {
            return result.getBytes(column.name());
        }
        if (column.kind() == Kind.TEXT) {
            return result.getString(column.name());
        }
        Object value = column.kind() == Kind.NUMBER
                ? (Object) result.getLong(column.name())
                : result.getBoolean(column.name());
        return result.wasNull() ? null : value;
    }

    private static String select(Table table) {
        return "SELECT "
                + String.join(", ", table.columns().stream().map(Column::name).toList()) + " FROM " + table.name();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
