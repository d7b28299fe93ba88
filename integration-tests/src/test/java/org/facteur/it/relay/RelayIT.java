package org.facteur.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.facteur.it.platform.AdminClient;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;

/** What an account sends to a remote address arrives, or its sender is told why. */
class RelayIT {

    private static final String ALICE = "alice@example.test";
    private static final String PASSWORD = "post-office-1";
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

    private FacteurServer start(Map<String, String> environment) {
        FacteurServer server = FacteurServer.start(folder, environment);
        server.admin().createDomain("example.test");
        server.admin().createAccount(ALICE, PASSWORD);
        return server;
    }

    private static MailClient alice(FacteurServer server) {
        return new MailClient(server.ports(), ALICE, PASSWORD);
    }

    private boolean hasArrived(String subject) {
        return remote.messages().stream()
                .anyMatch(message -> message.content().contains("Subject: " + subject + "\r\n"));
    }

    @Test
    void mailArrivesOrItsSenderIsToldWhy() throws Exception {
        names.with(
                "there.test. 60 IN MX 10 mx.there.test.",
                "mx.there.test. 60 IN A 127.0.0.1",
                "sink.test. 60 IN MX 10 mx.sink.test.",
                "mx.sink.test. 60 IN A 127.0.0.2",
                "null.test. 60 IN MX 0 .");
        remote.answers("RCPT TO:<slow@", "450 4.2.0 Greylisted").answers("RCPT TO:<nobody@", "550 5.1.1 No such user");
        try (Sink sink = new Sink(folder, remote.port());
                FacteurServer server = start(Map.of(
                        "FACTEUR_DNS_SERVERS", names.setting(),
                        "FACTEUR_OUTBOUND_PORT", Integer.toString(remote.port()),
                        "FACTEUR_QUEUE_FIRST_RETRY", "PT1S"))) {
            MailClient alice = alice(server);

            alice.submit("bob@there.test", "direct", "Hello.");
            alice.submit("slow@there.test", "greylisted", "Hello.");
            alice.submit("bob@sink.test", "to a sink", "Hello.\n.\n..dots\n");
            await().atMost(PATIENCE).until(() -> hasArrived("direct") && hasArrived("greylisted"));
            await().atMost(PATIENCE).until(() -> sink.dump().contains("Subject: to a sink"));
            assertThat(remote.messages().get(0).mail()).startsWith("MAIL FROM:<" + ALICE + ">");
            assertThat(remote.messages().get(0).content())
                    .startsWith("Received: from ")
                    .doesNotContain("Return-Path");

            await().atMost(PATIENCE)
                    .until(() -> history(server, "slow@there.test").contains("\"relayed\""));
            assertThat(history(server, "slow@there.test"))
                    .contains(
                            "\"what\":\"deferred\"", "\"said\":\"4.2.0 Greylisted\"", "\"code\":250", "mx.there.test");

            names.failing("away.test", Rcode.SERVFAIL);
            alice.submit("bob@away.test", "waits", "Hello.");
            administer(server.admin());

            alice.submit("nobody@there.test", "refused", "Hello.");
            alice.submit("bob@null.test", "no mail", "Hello.");
            alice.submit("bob@missing.test", "no domain", "Hello.");
            await().atMost(PATIENCE).until(() -> alice.subjectsByImap().size() == 3);
            assertThat(alice.subjectsByImap()).containsOnly("Your message could not be delivered / Message non remis");
        }
    }

    /** The life of the one message to a recipient. */
    private static String history(FacteurServer server, String recipient) {
        String page = server.admin()
                .call("GET", "api/v1/history?recipient=" + recipient, "")
                .body();
        Matcher id = Pattern.compile("\"id\":\"(\\d+)\"").matcher(page);
        assertThat(id.find()).as(page).isTrue();
        return server.admin().call("GET", "api/v1/history/" + id.group(1), "").body();
    }

    /** The one message that waits is shown, held, released and deleted. */
    private static void administer(AdminClient admin) {
        String list = "api/v1/queue?destination=away.test";
        String all = "{\"all\":true,\"destination\":\"away.test\"}";
        await().atMost(PATIENCE).until(() -> admin.call("GET", list, "").body().contains("SERVFAIL"));
        assertThat(admin.call("GET", list, "").body())
                .contains("\"sender\":\"" + ALICE + "\"", "\"recipient\":\"bob@away.test\"", "\"next\":null");
        await().atMost(PATIENCE)
                .until(() -> admin.call("POST", "api/v1/queue/hold", all).body().equals("{\"changed\":1}"));
        assertThat(admin.call("GET", list, "").body()).contains("\"state\":\"held\"");
        assertThat(admin.call("POST", "api/v1/queue/retry", "{\"ids\":[]}").statusCode())
                .isEqualTo(422);
        assertThat(admin.call("POST", "api/v1/queue/retry", all).body()).isEqualTo("{\"changed\":0}");
        Matcher id = Pattern.compile("\"id\":\"(\\d+)\"")
                .matcher(admin.call("GET", list, "").body());
        assertThat(id.find()).isTrue();
        String item = "api/v1/queue/" + id.group(1);
        assertThat(admin.call("GET", item, "").statusCode()).isEqualTo(200);
        assertThat(admin.call("DELETE", item + "?report=false", "").statusCode())
                .isEqualTo(204);
        assertThat(admin.call("GET", item, "").statusCode()).isEqualTo(404);
    }

    @Test
    void everyMessageArrivesAtTheSmarthostThoughTheServerIsKilled() throws Exception {
        int count = 150;
        remote.answersOften(80, ".", "451 4.3.0 Later");
        try (FacteurServer server = start(Map.of(
                "FACTEUR_SMARTHOST",
                "127.0.0.1:" + remote.port(),
                "FACTEUR_DNS_SERVERS",
                names.setting(),
                "FACTEUR_QUEUE_FIRST_RETRY",
                "PT1S"))) {
            MailClient alice = alice(server);
            Set<String> acknowledged = new HashSet<>();
            for (int i = 0; i < count; i++) {
                alice.submit("user" + i + "@d" + i % 7 + ".test", "message " + i, "Hello.");
                acknowledged.add("message " + i);
            }
            server.kill();
            long before = remote.messages().size();
            server.startAgain();

            await().atMost(PATIENCE).until(() -> acknowledged.stream().allMatch(this::hasArrived));
            long arrived = remote.messages().size();
            // What was acknowledged by the remote, and not yet written down here, when the server was killed.
            assertThat(arrived - count)
                    .as("sent twice, of %d sent before", before)
                    .isLessThanOrEqualTo(40);
        }
    }

    /** Postfix' smtp-sink at 127.0.0.2, which writes down what it gets. */
    private static final class Sink implements AutoCloseable {

        private final Path folder;
        private final Process process;

        Sink(Path parent, int port) throws IOException {
            folder = Files.createDirectory(parent.resolve("sink"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
            process = new ProcessBuilder(
                            "/usr/sbin/smtp-sink", "-u", "nobody", "-D", "dump", "inet:127.0.0.2:" + port, "100")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(parent.resolve("sink.txt").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        }

        String dump() throws IOException {
            assertThat(process.isAlive()).isTrue();
            StringBuilder all = new StringBuilder();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
            return all.toString();
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
