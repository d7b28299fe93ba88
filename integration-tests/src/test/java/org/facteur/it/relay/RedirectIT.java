package org.facteur.it.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that is put by ManageSieve sends mail on, to another server and to an account here. */
class RedirectIT {

    private static final String ALICE = "alice@example.test";
    private static final String BOB = "bob@example.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void mailComesInAndGoesOn(@TempDir Path folder) throws Exception {
        try (TestNameServer names = TestNameServer.start();
                ScriptedRemote remote = ScriptedRemote.start();
                FacteurServer server = FacteurServer.start(
                        folder,
                        Map.of(
                                "FACTEUR_DNS_SERVERS", names.setting(),
                                "FACTEUR_OUTBOUND_PORT", Integer.toString(remote.port())))) {
            names.with("there.test. 60 IN MX 10 mx.there.test.", "mx.there.test. 60 IN A 127.0.0.1");
            server.admin().createDomain("example.test");
            server.admin().createAccount(ALICE, PASSWORD);
            server.admin().createAccount(BOB, PASSWORD);
            putScript(server, "require \"copy\"; redirect :copy \"carol@there.test\"; redirect \"" + BOB + "\";");

            new MailClient(server.ports(), "sender@example.org", "").relay(ALICE, "goes on", "Hello.");

            await().atMost(PATIENCE).until(() -> !remote.messages().isEmpty());
            ScriptedRemote.Received received = remote.messages().get(0);
            assertThat(received.mail()).containsPattern("^MAIL FROM:<SRS0=.*=example.org=sender@example.test>");
            assertThat(received.rcpt()).singleElement().asString().startsWith("RCPT TO:<carol@there.test>");
            assertThat(received.content())
                    .startsWith("X-Sieve-Redirected-From: " + ALICE + "\r\nReceived: ")
                    .contains("Subject: goes on");
            MailClient bob = new MailClient(server.ports(), BOB, PASSWORD);
            await().atMost(PATIENCE).until(() -> bob.subjectsByImap().contains("goes on"));
            assertThat(new MailClient(server.ports(), ALICE, PASSWORD).subjectsByImap())
                    .isEmpty();
        }
    }

    private static void putScript(FacteurServer server, String script) throws IOException {
        try (LineClient sieve = LineClient.connect(server, Listener.SIEVE)) {
            sieve.lineBeginning("OK");
            String login = Base64.getEncoder().encodeToString(("\0" + ALICE + "\0" + PASSWORD).getBytes(UTF_8));
            sieve.say("AUTHENTICATE \"PLAIN\" \"" + login + "\"").lineBeginning("OK");
            sieve.say("PUTSCRIPT \"main\" {" + script.length() + "+}\r\n" + script)
                    .lineBeginning("OK");
            sieve.say("SETACTIVE \"main\"").lineBeginning("OK");
        }
    }
}
