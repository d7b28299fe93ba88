package org.facteur.mailstore.maintenance;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.facteur.mailstore.maintenance.StoreTables.Column;
import org.facteur.mailstore.maintenance.StoreTables.Kind;
import org.facteur.mailstore.start.StoreSchema;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty database with what {@link Backup} has written, on the same database product or another: the schema of the
 * backup's version is made, its tables are filled, and then the schema is brought up to date.
 *
 * <p>The archive is read to its end once before anything is written. While the database is being filled it has a mark, with which
 * no server starts on it.
 */
public final class Restore {

    /**
     * How far UIDs go on behind those of the backup: clients may have seen such of messages that came after it, and none is ever
     * given to another message (RFC 3501 section 2.3.1.1). Mod-sequences likewise (RFC 7162 section 3.1.2.2).
     */
    static final long UID_GAP = 100_000;

    private static final long MODSEQ_GAP = 1_000_000_000L;

    private static final int BATCH = 500;
    private static final int LARGE_BATCH = 16;
    private static final int BUFFER = 64 << 10;

    private final DataSource dataSource;

    public Restore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * @throws MaintenanceException if the archive is no whole backup or of a newer version, or the database is not empty
     * @throws IOException if the archive cannot be read
     */
    public void read(Path archive, Progress progress) throws SQLException, IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            BackupManifest manifest = manifest(zip);
            if (SchemaVersions.compare(manifest.schema(), StoreSchema.newestKnown(dataSource)) > 0) {
                throw new MaintenanceException("The backup was written by Facteur " + manifest.version()
                        + ", which is newer than this one (schema " + manifest.schema() + "); use that version");
            }
            requireEmpty();
            for (BackupManifest.Entry table : manifest.tables()) {
                verify(zip, table, progress);
            }
            fill(zip, manifest, progress);
        } catch (ZipException e) {
            throw new MaintenanceException("The file is no whole backup: " + e.getMessage(), e);
        }
    }

    private static BackupManifest manifest(ZipFile zip) throws IOException {
        try (InputStream in = open(zip, BackupManifest.NAME)) {
            return BackupManifest.read(in);
        }
    }

    private static InputStream open(ZipFile zip, String path) throws IOException {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null) {
            throw new MaintenanceException("The file is no whole backup: it lacks " + path);
        }
        return zip.getInputStream(entry);
    }

    private void requireEmpty() throws SQLException, MaintenanceException {
        try (Connection connection = dataSource.getConnection()) {
            Set<String> tables = StoreTables.names(connection);
            if (tables.contains(StoreSchema.RESTORING)) {
                throw new MaintenanceException(
                        "The store holds part of an earlier restore; empty the database, or name another");
            }
            if (!tables.isEmpty()) {
                throw new MaintenanceException(
                        "The store is not empty; a backup is restored into an empty one (FACTEUR_DATA_DIR or"
                                + " FACTEUR_DB_URL names it)");
            }
        }
    }

    private static void verify(ZipFile zip, BackupManifest.Entry table, Progress progress) throws IOException {
        progress.at("checking " + table.table());
        MessageDigest digest = Backup.sha256();
        try (InputStream in = new DigestInputStream(open(zip, table.path()), digest)) {
            byte[] buffer = new byte[BUFFER];
            while (in.read(buffer) >= 0) {
                // The digest is what it is read for.
            }
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(table.sha256())) {
            throw new MaintenanceException("The backup is damaged: the checksum of " + table.path() + " is wrong");
        }
    }

    private void fill(ZipFile zip, BackupManifest manifest, Progress progress) throws SQLException, IOException {
        StoreSchema.make(dataSource, manifest.schema());
        execute("CREATE TABLE " + StoreSchema.RESTORING + " (id BIGINT PRIMARY KEY)");
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Map<String, String> identities = StoreTables.identities(connection);
            for (BackupManifest.Entry table : manifest.tables()) {
                fill(connection, zip, table, progress);
                String identity = identities.get(table.table());
                if (identity != null) {
                    restart(connection, table.table(), identity);
                }
            }
            for (Map.Entry<String, Long> sequence : manifest.sequences().entrySet()) {
                execute(connection, "ALTER SEQUENCE " + sequence.getKey() + " RESTART WITH " + sequence.getValue());
            }
            execute(
                    connection,
                    "UPDATE mailbox SET uidnext = LEAST(uidnext + " + UID_GAP + ", 4294967295),"
                            + " highestmodseq = highestmodseq + " + MODSEQ_GAP);
            connection.commit();
            connection.setAutoCommit(true);
        }
        progress.at("bringing the schema up to date");
        StoreSchema.migrate(dataSource);
        execute("DROP TABLE " + StoreSchema.RESTORING);
    }

    private static void fill(Connection connection, ZipFile zip, BackupManifest.Entry table, Progress progress)
            throws SQLException, IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(open(zip, table.path()), BUFFER))) {
            List<Column> columns = TableStream.readColumns(in);
            int batch = columns.stream().anyMatch(column -> column.kind() == Kind.OCTETS) ? LARGE_BATCH : BATCH;
            long rows = 0;
            try (PreparedStatement insert = connection.prepareStatement(insert(table.table(), columns))) {
                while (in.readUnsignedByte() != 0) {
                    for (int i = 0; i < columns.size(); i++) {
                        Kind kind = columns.get(i).kind();
                        bind(insert, i + 1, kind, TableStream.readValue(kind, in));
                    }
                    insert.addBatch();
                    if (++rows % batch == 0) {
                        insert.executeBatch();
                        connection.commit();
                        progress.at("table %s: %d of %d rows".formatted(table.table(), rows, table.rows()));
                    }
                }
                insert.executeBatch();
                connection.commit();
            }
            if (rows != table.rows()) {
                throw new MaintenanceException("The backup is damaged: " + table.path() + " has " + rows + " rows");
            }
            progress.at("table %s: %d rows".formatted(table.table(), rows));
        }
    }

    private static String insert(String table, List<Column> columns) {
        return "INSERT INTO " + table + " ("
                + String.join(", ", columns.stream().map(Column::name).toList())
                + ") OVERRIDING SYSTEM VALUE VALUES (" + "?, ".repeat(columns.size() - 1) + "?)";
    }

    private static void bind(PreparedStatement insert, int place, Kind kind, @Nullable Object value)
            throws SQLException {
        if (value != null) {
            insert.setObject(place, value);
            return;
        }
        insert.setNull(
                place,
                switch (kind) {
                    case NUMBER -> Types.BIGINT;
                    case TRUTH -> Types.BOOLEAN;
                    case TEXT -> Types.VARCHAR;
                    case OCTETS -> Types.VARBINARY;
                });
    }

    private static void restart(Connection connection, String table, String column) throws SQLException {
        long next;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(" + column + "), 0) + 1 FROM " + table)) {
            row.next();
            next = row.getLong(1);
        }
        execute(connection, "ALTER TABLE " + table + " ALTER COLUMN " + column + " RESTART WITH " + next);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
