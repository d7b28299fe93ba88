package org.facteur.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.it.platform.AdminClient;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys made by REST sign what an account sends, and another implementation finds that they do. */
class SigningIT {

    private static final String DOMAIN = "example.test";
    private static final String ALICE = "alice@" + DOMAIN;
    private static final String PASSWORD = "post-office-1";
    private static final String KEYS = "api/v1/domains/" + DOMAIN + "/dkim";
    private static final Path VERIFIER = Path.of("src/test/resources/relay/verify-signatures.py");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final TestNameServer names = TestNameServer.start();
    private final ScriptedRemote remote = ScriptedRemote.start();

    @AfterEach
    void stop() {
        remote.close();
        names.close();
    }

    private FacteurServer start() {
        FacteurServer server = FacteurServer.start(
                folder,
                Map.of(
                        "FACTEUR_DNS_SERVERS",
                        names.setting(),
                        "FACTEUR_SMARTHOST",
                        "127.0.0.1:" + remote.port(),
                        "FACTEUR_HOSTNAME",
                        "mail." + DOMAIN,
                        "FACTEUR_QUEUE_FIRST_RETRY",
                        "PT1S"));
        server.admin().createDomain(DOMAIN);
        server.admin().createAccount(ALICE, PASSWORD);
        return server;
    }

    /** Publishes the record of a new key, and says its selector. */
    private String publish(AdminClient admin, String algorithm) {
        String key = call(admin, "POST", KEYS, "{\"algorithm\":\"" + algorithm + "\"}", 201);
        assertThat(key).contains("\"state\":\"pending\"", "\"activated\":null");
        Matcher zone =
                Pattern.compile("\"zone\":\"(\\S+) IN TXT \\( (.+?) \\)\"").matcher(key);
        assertThat(zone.find()).as(key).isTrue();
        names.with(zone.group(1) + " 60 IN TXT " + zone.group(2).replace("\\\"", "\""));
        return zone.group(1).substring(0, zone.group(1).indexOf('.'));
    }

    private static String call(AdminClient admin, String method, String path, String body, int status) {
        var answer = admin.call(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private String arrived(String text) {
        await().atMost(PATIENCE)
                .until(() -> remote.messages().stream()
                        .anyMatch(message -> message.content().contains(text)));
        return remote.messages().stream()
                .map(ScriptedRemote.Received::content)
                .filter(content -> content.contains(text))
                .findFirst()
                .orElseThrow();
    }

    /** What python3-dkim says of each signature, from top to bottom. */
    private List<String> verdicts(String content) throws Exception {
        String port = names.setting().substring(names.setting().indexOf(':') + 1);
        Path errors = folder.resolve("verifier.txt");
        Process verifier = new ProcessBuilder("/usr/bin/python3", VERIFIER.toString(), port)
                .redirectError(errors.toFile())
                .start();
        try (OutputStream in = verifier.getOutputStream()) {
            in.write(content.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(Files.readString(errors), e);
        }
        String said = new String(verifier.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(verifier.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(verifier.exitValue()).as(Files.readString(errors)).isZero();
        return said.lines().toList();
    }

    @Test
    void anotherImplementationVerifiesWhatIsSigned() throws Exception {
        try (FacteurServer server = start()) {
            AdminClient admin = server.admin();
            MailClient alice = new MailClient(server.ports(), ALICE, PASSWORD);

            alice.submit("bob@there.test", "unsigned", "Before there was a key.");
            assertThat(arrived("Subject: unsigned")).doesNotContain("DKIM-Signature");

            String rsa = publish(admin, "rsa-sha256");
            String ed25519 = publish(admin, "ed25519-sha256");
            for (String selector : List.of(rsa, ed25519)) {
                assertThat(call(admin, "GET", KEYS + "/" + selector + "/check", "", 200))
                        .contains("\"publication\":\"published\"");
                assertThat(call(admin, "PATCH", KEYS + "/" + selector, "{\"state\":\"active\"}", 200))
                        .contains("\"state\":\"active\"");
            }

            List<String> verified = List.of("rsa-sha256 example.test verified", "ed25519-sha256 example.test verified");
            alice.submit("bob@there.test", "short", "Hello.\n\n  spaces  and\ttabs \n.dot\n\n\n");
            alice.submit("bob@there.test", "un café à la crème", "Voilà : c'est déjà l'été.\n");
            alice.submit("bob@there.test", "empty", "");
            alice.submit("bob@there.test", "large", "All work and no play. \t  \n".repeat(30_000));
            for (String subject : List.of("Subject: short", "Subject: =?", "Subject: empty", "Subject: large")) {
                assertThat(verdicts(arrived(subject))).as(subject).isEqualTo(verified);
            }
            String touched = arrived("Subject: short").replace("Hello.", "Hallo.");
            assertThat(verdicts(touched))
                    .containsExactly("rsa-sha256 example.test wrong", "ed25519-sha256 example.test wrong");

            rotate(admin, rsa, ed25519);
            alice.submit("bob@there.test", "rotated", "Hello again.");
            assertThat(verdicts(arrived("Subject: rotated"))).containsExactly("ed25519-sha256 example.test verified");
        }
    }

    /** The old key of Ed25519 gives way to a new one, that of RSA to none. */
    private void rotate(AdminClient admin, String rsa, String ed25519) {
        String next = publish(admin, "ed25519-sha256");
        assertThat(next).isEqualTo(ed25519 + "-2");
        call(admin, "PATCH", KEYS + "/" + next, "{\"state\":\"active\"}", 200);
        call(admin, "PATCH", KEYS + "/" + rsa, "{\"state\":\"retired\"}", 200);
        String old = call(admin, "GET", KEYS + "/" + ed25519, "", 200);
        assertThat(old).contains("\"state\":\"retired\"").doesNotContain("\"publishedUntil\":null");
        call(admin, "DELETE", KEYS + "/" + next, "", 409);
        call(admin, "DELETE", KEYS + "/" + ed25519, "", 204);
        call(admin, "GET", KEYS + "/" + ed25519, "", 404);
        call(admin, "PATCH", KEYS + "/" + rsa, "{\"state\":\"lost\"}", 422);
        call(admin, "POST", KEYS, "{\"algorithm\":\"rsa-sha1\"}", 422);
        call(admin, "GET", "api/v1/domains/nowhere.test/dkim", "", 404);
        assertThat(call(admin, "GET", KEYS, "", 200)).contains(rsa, next);
    }
}
