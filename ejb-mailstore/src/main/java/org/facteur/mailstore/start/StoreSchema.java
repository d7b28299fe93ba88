package org.facteur.mailstore.start;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The schema of a database, and the version of it that this Facteur writes. */
public final class StoreSchema {

    /** A table that is there while a database is being filled from a backup; no server starts on it. */
    public static final String RESTORING = "restore_in_progress";

    private static final String SCRIPTS = "classpath:db/migration/";

    /** What it says step by step is said here in one line; failures come as exceptions. Kept, since loggers are collected. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private final Flyway flyway;

    private StoreSchema(Flyway flyway) {
        this.flyway = flyway;
    }

    static StoreSchema of(DataSource dataSource) throws SQLException {
        return of(dataSource, locations(dataSource));
    }

    /** The schema that scripts of these places make. */
    static StoreSchema of(DataSource dataSource, String... locations) {
        return new StoreSchema(scripts(dataSource, locations).load());
    }

    private static FluentConfiguration scripts(DataSource dataSource, String... locations) {
        FLYWAY.setLevel(Level.SEVERE);
        return Flyway.configure(StoreSchema.class.getClassLoader())
                .dataSource(dataSource)
                .locations(locations)
                .failOnMissingLocations(false)
                .placeholders(Map.of("now", Long.toString(Instant.now().getEpochSecond())));
    }

    private static String[] locations(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return new String[] {SCRIPTS + "common", SCRIPTS + product.toLowerCase(Locale.ROOT)};
        }
    }

    /**
     * Makes or upgrades the schema; does nothing where it is up to date.
     *
     * @return the product and version of the database, for a person
     * @throws StoreRefusedException if the schema is a newer Facteur's
     * @throws org.flywaydb.core.api.FlywayException if a script fails
     */
    public static String migrate(DataSource dataSource) throws SQLException {
        StoreSchema schema = of(dataSource);
        schema.refuseNewer();
        schema.migrate();
        return product(dataSource);
    }

    /** Makes the schema as an older Facteur had it, in an empty database. */
    public static void make(DataSource dataSource, String version) throws SQLException {
        scripts(dataSource, locations(dataSource)).target(version).load().migrate();
    }

    /** The newest version that this Facteur knows. */
    public static String newestKnown(DataSource dataSource) throws SQLException {
        return of(dataSource).version();
    }

    /** The product and version of a database, for a person. */
    static String product(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            return database.getDatabaseProductName() + " " + database.getDatabaseProductVersion();
        }
    }

    /** Whether several servers can have the database open at once; the embedded one belongs to one process. */
    static boolean isShared(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    /** The version that this Facteur writes. */
    String version() {
        return known().getVersion();
    }

    private MigrationVersion known() {
        MigrationVersion newest = MigrationVersion.EMPTY;
        for (MigrationInfo script : flyway.info().all()) {
            boolean isOurs = script.getState().isResolved() && script.getVersion() != null;
            newest = isOurs && script.getVersion().compareTo(newest) > 0 ? script.getVersion() : newest;
        }
        return newest;
    }

    /** The version of the database, empty where there is no schema yet. */
    private Optional<MigrationVersion> present() {
        return Optional.ofNullable(flyway.info().current()).map(MigrationInfo::getVersion);
    }

    /** @throws StoreRefusedException if the schema is a newer Facteur's */
    void refuseNewer() {
        MigrationVersion known = known();
        Optional<MigrationVersion> present = present();
        if (present.isPresent() && present.get().compareTo(known) > 0) {
            throw new StoreRefusedException(
                    "The database was last used by a newer Facteur (schema %s, and this one knows up to %s); start that version, or restore a backup."
                            .formatted(present.get(), known));
        }
    }

    /** Whether {@link #migrate()} has something to do. */
    boolean isOutdated() {
        return flyway.info().pending().length > 0;
    }

    void migrate() {
        flyway.migrate();
    }
}
