package org.facteur.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.facteur.it.platform.AdminClient;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes that an administrator lays by REST hold for what is sent from then on. */
class RelayRouteIT {

    private static final String ALICE = "alice@example.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void mailGoesWhereARouteSays(@TempDir Path folder) throws Exception {
        try (TestNameServer names = TestNameServer.start();
                ScriptedRemote backend = ScriptedRemote.start();
                ScriptedRemote smarthost = ScriptedRemote.start();
                FacteurServer server = FacteurServer.start(folder, Map.of("FACTEUR_DNS_SERVERS", names.setting()))) {
            AdminClient admin = server.admin();
            admin.createDomain("example.test");
            admin.createAccount(ALICE, PASSWORD);
            assertThat(admin.call(
                                    "POST",
                                    "api/v1/routes",
                                    "{\"domain\":\"Backend.test\",\"host\":\"127.0.0.1\",\"port\":" + backend.port()
                                            + ",\"receives\":true}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(admin.call("POST", "api/v1/routes", "{\"domain\":\"*\",\"host\":\"localhost\",\"port\":1}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(admin.call(
                                    "PUT",
                                    "api/v1/routes/*",
                                    "{\"host\":\"127.0.0.1\",\"port\":" + smarthost.port() + "}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(admin.call("POST", "api/v1/routes", "{\"domain\":\"example.test\",\"host\":\"x\"}")
                            .body())
                    .contains("\"field\":\"domain\"");

            new MailClient(server.ports(), ALICE, PASSWORD).submit("bob@anywhere.test", "by the smart host", "Hello.");
            new MailClient(server.ports(), "stranger@example.org", "")
                    .relay("carol@backend.test", "to the back end", "Hello.");

            await().atMost(PATIENCE)
                    .until(() -> !smarthost.messages().isEmpty()
                            && !backend.messages().isEmpty());
            assertThat(smarthost.messages().get(0).content()).contains("Subject: by the smart host");
            assertThat(backend.messages().get(0).content()).contains("Subject: to the back end");
            assertThat(admin.call("GET", "api/v1/routes", "").body()).contains("\"domain\":\"backend.test\"");
            assertThat(admin.call("DELETE", "api/v1/routes/backend.test", "").statusCode())
                    .isEqualTo(204);
            assertThat(admin.call("GET", "api/v1/routes/backend.test", "").statusCode())
                    .isEqualTo(404);
        }
    }
}
