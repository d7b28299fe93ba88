package org.facteur.it.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.facteur.it.platform.EmbeddedDatabase;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on the data folder of another version. */
class UpgradeIT {

    private static final Path FIXTURE = Path.of("../ejb-mailstore/src/test/resources/upgrade/0.1.0/h2.sql.gz");

    @TempDir
    private Path folder;

    private EmbeddedDatabase database() {
        return EmbeddedDatabase.of(folder.resolve("data"));
    }

    @Test
    void whatVersion010KeptIsServedAndMoreComesIn() throws Exception {
        database().execute("RUNSCRIPT FROM '" + FIXTURE.toAbsolutePath().normalize() + "' COMPRESSION GZIP");

        try (FacteurServer server = FacteurServer.start(folder)) {
            MailClient alice = new MailClient(server.ports(), "alice@example.test", "alice");
            alice.relay("alice@example.test", "after the upgrade", "Hello.");

            assertThat(alice.subjectsByImap())
                    .hasSize(10)
                    .contains("delivered 1", "large", "in French", "after the upgrade")
                    .doesNotContain("delivered 3");
            assertThat(alice.subjectsByPop3()).hasSize(10);
        }
    }

    @Test
    void aDatabaseOfANewerVersionIsRefusedInOneSentence() throws Exception {
        try (FacteurServer server = FacteurServer.start(folder)) {
            assertThat(server.stop()).isLessThanOrEqualTo(143);
        }
        database().upgradeBeyondThisVersion();
        Files.delete(folder.resolve("terminal.txt"));

        FacteurServer refused = FacteurServer.begin(folder, Ports.free(), Map.of());

        assertThat(refused.awaitEnd()).isEqualTo(1);
        assertThat(refused.terminal().lines())
                .singleElement()
                .asString()
                .startsWith("Facteur did not start. The database was last used by a newer Facteur (schema 9999,");
    }
}
