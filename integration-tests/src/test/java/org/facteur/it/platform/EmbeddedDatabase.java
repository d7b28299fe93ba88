package org.facteur.it.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The H2 database of a data folder, while no server has it open. */
public final class EmbeddedDatabase {

    private final Path file;

    private EmbeddedDatabase(Path file) {
        this.file = file;
    }

    /** That of a data folder, made when it is first used. */
    public static EmbeddedDatabase of(Path data) {
        return new EmbeddedDatabase(data.resolve("db/facteur"));
    }

    /** Carries out a statement. */
    public void execute(String sql) throws SQLException, IOException {
        Files.createDirectories(file.getParent());
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + file, "facteur", "facteur");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Leaves the trace of a script that only a later version has. */
    public void upgradeBeyondThisVersion() throws SQLException, IOException {
        execute("INSERT INTO \"flyway_schema_history\" VALUES (9999, '9999', 'newer', 'SQL', 'V9999__newer.sql', 1,"
                + " 'facteur', CURRENT_TIMESTAMP, 1, TRUE)");
    }
}
