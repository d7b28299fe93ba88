package org.facteur.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever keeps the server from starting is one sentence on the terminal, status 1, and no port held. */
class FailedStartIT {
    @TempDir
    private Path folder;

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Map<Listener, Integer> numbers = new EnumMap<>(Ports.free().numbers());
            numbers.put(Listener.IMAP, other.getLocalPort());
            Ports ports = new Ports(numbers);

            assertThat(failure(ports, Map.of()))
                    .startsWith("Facteur did not start. Port " + other.getLocalPort()
                            + " of 127.0.0.1, for IMAP (STARTTLS),")
                    .contains("FACTEUR_IMAP_PORT");
            assertThat(ports.taken()).containsExactly(Listener.IMAP);
        }
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        assertThat(failure(
                        Ports.free(),
                        Map.of("FACTEUR_DATA_DIR", file.resolve("data").toString())))
                .startsWith("Facteur did not start. The data folder " + file + "/data cannot be written")
                .contains("FACTEUR_DATA_DIR");
    }

    @Test
    void aDataFolderInUseIsNamed() {
        try (FacteurServer first = FacteurServer.start(folder.resolve("first"))) {
            String data = first.dataFolder().toString();

            assertThat(failure(Ports.free(), Map.of("FACTEUR_DATA_DIR", data)))
                    .isEqualTo("Facteur did not start. Another Facteur uses the data folder " + data
                            + "; FACTEUR_DATA_DIR moves it.");
            assertThat(first.admin().isReady()).isTrue();
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() {
        Ports ports = Ports.free();
        Map<String, String> nowhere = Map.of(
                "FACTEUR_DB_CLASS", "org.postgresql.ds.PGSimpleDataSource",
                "FACTEUR_DB_URL", "jdbc:postgresql://127.0.0.1:" + ports.of(Listener.LMTP) + "/facteur",
                "FACTEUR_DB_USER", "facteur",
                "FACTEUR_DB_PASSWORD", "facteur-database-password");

        String failure = failure(ports, nowhere);

        assertThat(failure)
                .startsWith("Facteur did not start. The database")
                .doesNotContain("facteur-database-password");
        assertThat(ports.taken()).isEmpty();
    }

    /** Starts a server that ends with status 1, and returns the one line that it printed. */
    private String failure(Ports ports, Map<String, String> environment) {
        FacteurServer server = FacteurServer.begin(folder.resolve("failing"), ports, environment);
        assertThat(server.awaitEnd()).isEqualTo(1);
        assertThat(server.terminal().lines()).hasSize(1);
        return server.terminal().strip();
    }
}
