package org.facteur.it.application;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.facteur.it.platform.AdminClient;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.PayaraServer;
import org.facteur.it.platform.Ports;
import org.facteur.wire.remote.ScriptedRemote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another application on the same server sends mail inside its transactions, on both packagings. */
class ApplicationMailIT {

    private static final String ALICE = "alice@example.test";
    private static final String BOB = "bob@example.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ScriptedRemote remote = ScriptedRemote.start();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        remote.close();
    }

    private Map<String, String> environment() {
        return Map.of("FACTEUR_SMARTHOST", "127.0.0.1:" + remote.port());
    }

    @Test
    void besideTheExecutableJar() throws Exception {
        Path shop = ShopArchive.build(folder);
        try (FacteurServer server = FacteurServer.startBeside(shop, folder, environment())) {
            sendsWithItsTransactions(server.http(), server.admin(), server.ports());
            assertThat(server.admin().call("GET", "metrics", "").body())
                    .contains("facteur_outbound_messages")
                    .contains("outcome=\"rolled-back\"");
        }
    }

    @Test
    void besideTheEar() throws Exception {
        Path shop = ShopArchive.build(folder);
        Ports ports = Ports.free();
        Map<String, String> environment = new TreeMap<>(ports.environment());
        environment.putAll(environment());
        environment.put("FACTEUR_DATA_DIR", folder.resolve("data").toString());
        environment.put("FACTEUR_DB_URL", "jdbc:h2:file:" + folder.resolve("data/db/facteur"));
        environment.put("FACTEUR_ADMIN_PASSWORD", FacteurServer.ADMIN_PASSWORD);
        Path ear = Path.of(requireNonNull(System.getProperty("facteur.ear")));
        try (PayaraServer server = PayaraServer.start(folder, environment, List.of(library(ear)))) {
            server.deploy(ear);
            server.deploy("shop", shop);
            AdminClient admin = new AdminClient(server.http(), FacteurServer.ADMIN_PASSWORD);
            await("readiness").atMost(FacteurServer.LIMIT).until(admin::isReady);
            sendsWithItsTransactions(server.http(), admin, ports);
        }
    }

    private Path library(Path ear) throws Exception {
        Path library = folder.resolve("mail-api.jar");
        try (ZipFile archive = new ZipFile(ear.toFile())) {
            ZipEntry entry = requireNonNull(archive.getEntry("lib/mail-api.jar"));
            try (InputStream octets = archive.getInputStream(entry)) {
                Files.copy(octets, library);
            }
        }
        return library;
    }

    private void sendsWithItsTransactions(URI server, AdminClient admin, Ports ports) throws Exception {
        admin.createDomain("example.test");
        admin.createAccount(ALICE, PASSWORD);
        admin.createAccount(BOB, PASSWORD);
        MailClient bob = new MailClient(ports, BOB, PASSWORD);

        assertThat(order(server, "rolled back", "rollback", false, BOB)).isEqualTo("done");
        assertThat(order(server, "rolled back with an order", "rollback", true, BOB))
                .isEqualTo("done");
        assertThat(order(server, "refused", "commit", true, BOB, "nobody@example.test"))
                .startsWith("refused 5.1.1");
        assertThat(order(server, "committed", "commit", false, BOB)).isEqualTo("done");
        assertThat(order(server, "with an order", "commit", true, BOB, "carol@elsewhere.test"))
                .isEqualTo("done");
        assertThat(order(server, "without a transaction", "none", false, BOB)).isEqualTo("done");
        assertThat(order(server, "submitted", "session", false, BOB)).isEqualTo("done");
        assertThat(order(server, "large&size=3000000", "commit", true, BOB)).isEqualTo("done");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bob.subjectsByImap())
                        .containsExactlyInAnyOrder(
                                "committed", "with an order", "without a transaction", "submitted", "large"));
        await().atMost(PATIENCE).until(() -> remote.messages().size() == 1);
        assertThat(remote.messages().get(0).content())
                .startsWith("Received: by ")
                .contains("Subject: with an order\r\n")
                .doesNotContain(BOB, "carol@");
        assertThat(orders(server, "with an order")).isEqualTo("1");
        assertThat(orders(server, "rolled back with an order")).isEqualTo("0");
        assertThat(orders(server, "refused")).isEqualTo("0");
    }

    private String order(URI server, String subject, String end, boolean database, String... recipients)
            throws Exception {
        StringBuilder form = new StringBuilder("end=" + end + "&database=" + database + "&subject=");
        int more = subject.indexOf('&');
        form.append(encoded(more < 0 ? subject : subject.substring(0, more)));
        form.append(more < 0 ? "" : subject.substring(more));
        for (String each : recipients) {
            form.append("&to=").append(encoded(each));
        }
        return http.send(
                        HttpRequest.newBuilder(server.resolve("shop/orders"))
                                .timeout(PATIENCE)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String orders(URI server, String subject) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(server.resolve("shop/orders?subject=" + encoded(subject)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
