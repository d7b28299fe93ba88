package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A real Postfix that relays into the deployed server as the mail servers of others do, and that hands mail over by LMTP as the
 * front end of a store does. It sends DATA where it is offered CHUNKING, and uses the other extensions.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostfixIT {

    /** Relayed by SMTP. */
    private static final String DOMAIN = "postfix.test";

    /** Handed over by LMTP. */
    private static final String STORED = "postfix-lmtp.test";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "sealing-wax";
    private static final String SENDER = "<sender@" + DOMAIN + ">";

    private FacteurServer server;
    private Postfix postfix;

    @BeforeAll
    void start(FacteurServer shared) {
        server = shared;
        server.admin().createDomain(DOMAIN);
        server.admin().createDomain(STORED);
        account("sender", DOMAIN);
        postfix = Postfix.start(List.of(
                DOMAIN + " smtp:[127.0.0.1]:" + server.port(Listener.SMTP),
                STORED + " lmtp:inet:127.0.0.1:" + server.port(Listener.LMTP)));
    }

    @AfterAll
    void stop() {
        postfix.close();
    }

    private String account(String localPart, String domain) {
        String address = localPart + "@" + domain;
        server.admin().createAccount(address, PASSWORD);
        return address;
    }

    /**
     * Hands a message to Postfix.
     *
     * @param path what MAIL says behind the colon: a reverse-path, and parameters
     */
    private void submit(String path, String message, String... recipients) throws IOException {
        try (LineClient client = postfix.connect()) {
            client.line();
            client.say("EHLO client.example.org").lineBeginning("250 ");
            assertThat(client.ask("MAIL FROM:" + path)).startsWith("250");
            for (String recipient : recipients) {
                assertThat(utf8(client, "RCPT TO:<" + recipient + ">")).startsWith("250");
            }
            assertThat(client.ask("DATA")).startsWith("354");
            client.sendOctets(message.getBytes(StandardCharsets.UTF_8));
            assertThat(client.ask(".")).startsWith("250");
        }
    }

    private static String utf8(LineClient client, String line) throws IOException {
        return client.sendOctets((line + "\r\n").getBytes(StandardCharsets.UTF_8))
                .line();
    }

    /** The octets of the first message in INBOX as ISO 8859-1 characters, when it is there. */
    private String received(String account) throws Exception {
        await("mail for " + account)
                .atMost(PATIENCE)
                .until(() -> !new MailClient(server.ports(), account, PASSWORD)
                        .subjectsByImap()
                        .isEmpty());
        return Command.run(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--insecure",
                        "--user",
                        account + ":" + PASSWORD,
                        "imaps://127.0.0.1:" + server.port(Listener.IMAPS) + "/INBOX;MAILINDEX=1")
                .orFail()
                .output();
    }

    @Test
    void aMessageForSeveralComesOnceOverTls() throws Exception {
        String alice = account("alice", DOMAIN);
        String bob = account("bob", DOMAIN);
        submit(SENDER, "Subject: for two\r\n\r\nHello.\r\n", alice, bob);

        assertThat(postfix.fateOf(alice)).contains("dsn=2.0.0", "status=sent (250 2.0.0 ");
        assertThat(postfix.fateOf(bob)).contains("status=sent (250 2.0.0 ");
        assertThat(said(postfix.fateOf(bob))).as("one message, so one answer").isEqualTo(said(postfix.fateOf(alice)));
        assertThat(received(alice))
                .containsPattern("Received: from mx\\.peer\\.test \\([^)]*\\)[^;]* with ESMTPS\\s")
                .contains("Subject: for two\r\n")
                .endsWith("\r\n\r\nHello.\r\n");
        assertThat(received(bob)).contains("Subject: for two\r\n");
        assertThat(postfix.log())
                .containsPattern("TLS connection established to 127\\.0\\.0\\.1\\[127\\.0\\.0\\.1]:"
                        + server.port(Listener.SMTP) + ": TLSv1\\.3 with cipher");
    }

    private static String said(String fate) {
        return fate.substring(fate.indexOf("status="));
    }

    @Test
    void whoIsUnknownIsBouncedWithOurWords() throws Exception {
        String carol = account("carol", DOMAIN);
        String writer = account("writer", DOMAIN);
        submit("<" + writer + ">", "Subject: for one that is there\r\n\r\nHello.\r\n", carol, "nobody@" + DOMAIN);

        assertThat(postfix.fateOf("nobody@" + DOMAIN)).contains("dsn=5.1.1, status=bounced", "said: 550 5.1.1 ");
        assertThat(postfix.fateOf(carol)).contains("status=sent");
        assertThat(received(writer))
                .contains("Subject: Undelivered Mail Returned to Sender")
                .contains("Final-Recipient: rfc822; nobody@" + DOMAIN)
                .contains("Status: 5.1.1")
                .contains("Diagnostic-Code: smtp; 550 5.1.1 ");
    }

    @Test
    void eightBitsStayAsTheyAre() throws Exception {
        String dora = account("dora", DOMAIN);
        submit(
                SENDER + " BODY=8BITMIME",
                "Subject: eight bits\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\nGr\u00fc\u00dfe, \u20ac 5\r\n",
                dora);
        assertThat(postfix.fateOf(dora)).contains("status=sent");
        assertThat(new String(received(dora).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .contains("Content-Transfer-Encoding: 8bit\r\n")
                .endsWith("\r\n\r\nGr\u00fc\u00dfe, \u20ac 5\r\n");
    }

    @Test
    void addressesAreWrittenInUtf8() throws Exception {
        String juergen = account("j\u00fcrgen", DOMAIN);
        submit(SENDER + " SMTPUTF8", "From: " + juergen + "\r\nSubject: Gr\u00fc\u00dfe\r\n\r\nHello.\r\n", juergen);
        assertThat(postfix.fateOf(juergen)).contains("status=sent");
        assertThat(new String(received(juergen).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .containsPattern("Received: from mx\\.peer\\.test [^;]* with UTF8SMTPS\\s")
                .contains("From: " + juergen + "\r\n", "Subject: Gr\u00fc\u00dfe\r\n");
    }

    @Test
    void fiveMegabytesArriveWhole() throws Exception {
        String erin = account("erin", DOMAIN);
        StringBuilder body = new StringBuilder();
        for (int i = 0; body.length() < 5_000_000; i++) {
            body.append(i % 100 == 0 ? ".." : "").append("line ").append(i).append(" of a long letter\r\n");
        }
        body.append("the end\r\n");
        submit(SENDER, "Subject: long\r\n\r\n" + body, erin);
        assertThat(postfix.fateOf(erin)).contains("status=sent");
        String arrived = received(erin);
        String expected = body.toString().replace("\r\n..", "\r\n.").replaceFirst("^\\.\\.", ".");
        assertThat(arrived.substring(arrived.indexOf("\r\n\r\n") + 4).equals(expected))
                .as("all of its octets")
                .isTrue();
    }

    @Test
    void byLmtpEachRecipientHasItsAnswer() throws Exception {
        String fine = account("fine", STORED);
        String full = "full@" + STORED;
        server.admin()
                .call(
                        "POST",
                        "api/v1/accounts",
                        "{\"address\":\"%s\",\"password\":\"%s\",\"quotaBytes\":6000}".formatted(full, PASSWORD));
        submit(SENDER, "Subject: fits once\r\n\r\n" + "Four thousand.\r\n".repeat(250), full);
        assertThat(postfix.fateOf(full)).contains("status=sent (250 2.");

        String fuller = "Subject: fits no more\r\n\r\n" + "Four thousand.\r\n".repeat(250);
        submit(SENDER, fuller, full, fine, "nobody@" + STORED);
        assertThat(postfix.fateOf(fine)).contains("relay=127.0.0.1", "status=sent (250 2.");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(postfix.fateOf(full)).contains("dsn=4.2.2, status=deferred", "said: 452 4.2.2 "));
        assertThat(postfix.fateOf("nobody@" + STORED)).contains("dsn=5.1.1, status=bounced", "said: 550 5.1.1 ");
        assertThat(received(fine)).contains("Subject: fits no more\r\n").containsPattern(" with LMTP\\s");
        assertThat(new MailClient(server.ports(), full, PASSWORD).subjectsByImap())
                .containsExactly("fits once");
    }
}
