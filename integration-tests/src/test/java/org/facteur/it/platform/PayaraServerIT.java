package org.facteur.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayaraServerIT {
    private static final String PASSWORD = "post-office-1";
    private static final Path EAR = Path.of(FacteurServer.property("facteur.ear"));

    @TempDir
    private Path folder;

    @Test
    void theEarIsDeployedCarriesMailAndIsUndeployed() throws Exception {
        Ports ports = Ports.free();
        try (PayaraServer server = PayaraServer.start(folder, environment(ports))) {
            server.deploy(EAR);
            AdminClient admin = new AdminClient(server.http(), FacteurServer.ADMIN_PASSWORD);
            await("readiness").atMost(FacteurServer.LIMIT).until(admin::isReady);
            admin.createDomain("example.test");
            admin.createAccount("alice@example.test", PASSWORD);
            MailClient alice = new MailClient(ports, "alice@example.test", PASSWORD);

            alice.relay("alice@example.test", "to myself", "Hello.");

            assertThat(alice.subjectsByPop3()).isEqualTo(List.of("to myself"));
            assertThat(alice.subjectsByImap()).isEqualTo(List.of("to myself"));

            server.undeploy();

            assertThat(ports.taken()).isEmpty();
            assertThat(server.log()).doesNotContain("[SEVERE]");
        }
    }

    @Test
    void aDatabaseOfANewerVersionIsRefusedInOneSentence() throws Exception {
        try (FacteurServer micro = FacteurServer.start(folder)) {
            assertThat(micro.stop()).isLessThanOrEqualTo(143);
        }
        EmbeddedDatabase.of(folder.resolve("data")).upgradeBeyondThisVersion();
        Ports ports = Ports.free();
        try (PayaraServer server = PayaraServer.start(folder, environment(ports))) {

            assertThatThrownBy(() -> server.deploy(EAR)).isInstanceOf(AssertionError.class);

            assertThat(server.log()).contains("The database was last used by a newer Facteur (schema 9999,");
            assertThat(ports.taken()).isEmpty();
        }
    }

    private Map<String, String> environment(Ports ports) {
        Map<String, String> environment = new TreeMap<>(ports.environment());
        environment.put("FACTEUR_DATA_DIR", folder.resolve("data").toString());
        environment.put("FACTEUR_DB_URL", "jdbc:h2:file:" + folder.resolve("data/db/facteur"));
        environment.put("FACTEUR_ADMIN_PASSWORD", FacteurServer.ADMIN_PASSWORD);
        return environment;
    }
}
