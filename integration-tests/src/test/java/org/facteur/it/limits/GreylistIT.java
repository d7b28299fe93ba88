package org.facteur.it.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.wire.dns.TestNameServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are new to a server with a greylist, each in a network (/24) of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GreylistIT {

    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final String GREYLISTED = "451 4.7.1 Greylisted, try again in a few minutes";
    private static final String ALICE = "alice@grey.test";

    private final TestNameServer names = TestNameServer.start();
    private FacteurServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = FacteurServer.start(
                folder,
                Map.of(
                        "FACTEUR_SMTP_GREYLISTING",
                        "true",
                        "FACTEUR_SMTP_GREYLISTING_DELAY",
                        DELAY.toString(),
                        "FACTEUR_ABUSE_EXEMPT",
                        "127.0.0.0/24,::1/128",
                        "FACTEUR_SMTP_DNSWL",
                        "good.test",
                        "FACTEUR_DNS_SERVERS",
                        names.setting()));
        server.admin().createDomain("grey.test");
        server.admin().createAccount(ALICE, "letters");
    }

    @AfterAll
    void stop() {
        server.close();
        names.close();
    }

    /** The answer to the last of some commands. */
    private String last(String address, Listener listener, String... commands) throws IOException {
        try (LocalClient client = new LocalClient(server, address, listener)) {
            String answer = client.reply();
            for (String command : commands) {
                answer = client.say(command).reply();
            }
            return answer;
        }
    }

    /** What is said of alice. */
    private String rcpt(String client, String sender) throws IOException {
        return last(
                client, Listener.SMTP, "EHLO client.example", "MAIL FROM:<" + sender + ">", "RCPT TO:<" + ALICE + ">");
    }

    @Test
    void whoComesAgainIsAdmittedAndKnownFromThenOn() throws Exception {
        long begun = System.nanoTime();
        assertThat(rcpt("127.0.61.1", "somebody@client.example")).isEqualTo(GREYLISTED);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rcpt("127.0.61.2", "somebody@client.example").startsWith("250 2.1.5"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("not before its time, in whole seconds")
                .isGreaterThan(DELAY.minusSeconds(1));
        assertThat(rcpt("127.0.61.3", "somebody.else@client.example"))
                .as("its neighbour, for somebody else")
                .startsWith("250 2.1.5");
        assertThat(rcpt("127.0.62.1", "somebody@client.example"))
                .as("a stranger with the same envelope")
                .isEqualTo(GREYLISTED);
    }

    @Test
    void anotherSenderFromTheSameStrangerWaitsByItself() throws Exception {
        for (String sender : List.of("one@client.example", "two@client.example", "")) {
            assertThat(rcpt("127.0.63.1", sender)).isEqualTo(GREYLISTED);
        }
    }

    @Test
    void whoIsNobodyIsToldSoAtOnce() throws Exception {
        assertThat(last(
                        "127.0.64.1",
                        Listener.SMTP,
                        "EHLO client.example",
                        "MAIL FROM:<somebody@client.example>",
                        "RCPT TO:<nobody@grey.test>"))
                .startsWith("550 5.1.1");
    }

    @Test
    void whoIsExemptListedOrLoggedInNeverWaits() throws Exception {
        assertThat(rcpt("127.0.0.9", "somebody@client.example")).as("exempt").startsWith("250 2.1.5");
        names.with("1.65.0.127.good.test. 60 IN A 127.0.0.2");
        assertThat(rcpt("127.0.65.1", "somebody@client.example")).as("listed").startsWith("250 2.1.5");
        assertThat(last(
                        "127.0.66.1",
                        Listener.SUBMISSION,
                        "EHLO client.example",
                        "AUTH PLAIN "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                ("\0" + ALICE + "\0letters").getBytes(StandardCharsets.US_ASCII)),
                        "MAIL FROM:<" + ALICE + ">",
                        "RCPT TO:<" + ALICE + ">"))
                .as("submitted")
                .startsWith("250 2.1.5");
        assertThat(last(
                        "127.0.67.1",
                        Listener.LMTP,
                        "LHLO client.example",
                        "MAIL FROM:<somebody@client.example>",
                        "RCPT TO:<" + ALICE + ">"))
                .as("by LMTP")
                .startsWith("250 2.1.5");
    }
}
