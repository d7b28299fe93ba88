package org.facteur.mailstore.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.ConnectionPoolDataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The databases that the store runs on, and every test of it with them. */
public enum Database {
    H2 {
        @Override
        public ConnectionPoolDataSource create() {
            try {
                Path folder = Files.createTempDirectory("facteur-h2");
                folder.toFile().deleteOnExit();
                JdbcDataSource dataSource = new JdbcDataSource();
                dataSource.setURL("jdbc:h2:file:" + folder.resolve("store") + ";WRITE_DELAY=0;LOCK_TIMEOUT=20000");
                dataSource.setUser("facteur");
                dataSource.setPassword("facteur");
                return dataSource;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    POSTGRESQL {
        @Override
        public ConnectionPoolDataSource create() {
            return PostgresCluster.shared().createDatabase();
        }
    };

    /** An empty database. */
    public abstract ConnectionPoolDataSource create();
}
