package org.facteur.mailstore.start;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the schema of a database to the version that this Facteur writes. */
public final class StoreSchema {

    private static final String SCRIPTS = "classpath:db/migration/";

    /** What it says step by step is said here in one line; failures come as exceptions. Kept, since loggers are collected. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private StoreSchema() {}

    /**
     * Makes or upgrades the schema; does nothing where it is up to date.
     *
     * @return the product and version of the database, for a person
     * @throws org.flywaydb.core.api.FlywayException if a script fails, or the schema is a newer Facteur's
     */
    public static String migrate(DataSource dataSource) throws SQLException {
        String product;
        String version;
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            product = database.getDatabaseProductName();
            version = database.getDatabaseProductVersion();
        }
        FLYWAY.setLevel(Level.SEVERE);
        Flyway.configure(StoreSchema.class.getClassLoader())
                .dataSource(dataSource)
                .locations(SCRIPTS + "common", SCRIPTS + product.toLowerCase(Locale.ROOT))
                .failOnMissingLocations(false)
                .placeholders(Map.of("now", Long.toString(Instant.now().getEpochSecond())))
                .load()
                .migrate();
        return product + " " + version;
    }
}
