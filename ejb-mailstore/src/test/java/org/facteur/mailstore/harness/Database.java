package org.facteur.mailstore.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The databases that the store runs on, and every test of it with them. */
public enum Database {
    H2 {
        @Override
        public DatabaseAddress create() {
            try {
                Path folder = Files.createTempDirectory("facteur-h2");
                folder.toFile().deleteOnExit();
                return DatabaseAddress.embedded(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    POSTGRESQL {
        @Override
        public DatabaseAddress create() {
            return PostgresCluster.shared().createDatabase();
        }
    };

    /** An empty database. */
    public abstract DatabaseAddress create();
}
