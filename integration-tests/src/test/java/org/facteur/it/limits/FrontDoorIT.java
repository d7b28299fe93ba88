package org.facteur.it.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is off, or far away, unless somebody configures it: proxies that are trusted, limits of accounts, what VRFY tells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontDoorIT {

    private static final String PROXY = "127.0.71.1";
    private static final String FILTER = "127.0.72.1";
    private static final String ALICE = "alice@door.test";
    private static final String PASSWORD = "letters";

    /** PROXY protocol, version 2: the signature, and a connection by TCP over IPv4 of twelve octets. */
    private static final String BINARY = "0d0a0d0a000d0a515549540a" + "21" + "11" + "000c";

    private FacteurServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = FacteurServer.start(
                folder,
                Map.of(
                        "FACTEUR_ABUSE_EXEMPT",
                        "127.0.0.1/32,::1/128",
                        "FACTEUR_PROXY_NETWORKS",
                        PROXY + "/32",
                        "FACTEUR_SMTP_XCLIENT_NETWORKS",
                        FILTER + "/32",
                        "FACTEUR_SUBMISSION_MESSAGES",
                        "3",
                        "FACTEUR_SUBMISSION_RECIPIENTS",
                        "4",
                        "FACTEUR_POP3_LOGIN_DELAY",
                        "PT1H",
                        "FACTEUR_POP3_EXPIRE",
                        "P30D",
                        "FACTEUR_SMTP_VRFY",
                        "on",
                        "FACTEUR_SMTP_EXPN",
                        "ambiguous",
                        "FACTEUR_SMTP_GREETING_DELAY",
                        "PT1S"));
        server.admin().createDomain("door.test");
        server.admin().createAccount(ALICE, PASSWORD);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String logIn(String address) throws IOException {
        try (LocalClient client = new LocalClient(server, address, Listener.POP3)) {
            client.line();
            client.say("USER " + ALICE).line();
            return client.say("PASS " + PASSWORD).line();
        }
    }

    private static String plain(String account) {
        return Base64.getEncoder()
                .encodeToString(("\0" + account + "\0" + PASSWORD).getBytes(StandardCharsets.US_ASCII));
    }

    private long logged(String text) {
        return server.log().lines().filter(line -> line.contains(text)).count();
    }

    @Test
    void aProxySaysForWhomItComesInEitherForm() throws Exception {
        try (LocalClient proxy = new LocalClient(server, PROXY, Listener.IMAP)) {
            proxy.say("PROXY TCP4 192.0.2.7 198.51.100.1 56324 143").line();
            assertThat(proxy.say("a LOGIN " + ALICE + " wrong").line()).startsWith("a NO [PRIVACYREQUIRED]");
        }
        byte[] header = HexFormat.of().parseHex(BINARY + "c0000208" + "c6336401" + "dc04" + "0019");
        try (LocalClient proxy = new LocalClient(server, PROXY, Listener.SMTP)) {
            proxy.send(header).reply();
            proxy.say("EHLO client.example").reply();
            assertThat(proxy.say("MAIL FROM:<a@client.example>").reply()).startsWith("250");
            assertThat(proxy.say("RCPT TO:<" + ALICE + ">").reply()).startsWith("250");
            assertThat(proxy.say("DATA").reply()).startsWith("354");
            assertThat(proxy.say("Subject: by a proxy\r\n\r\nHello\r\n.").reply())
                    .startsWith("250");
        }
        assertThat(logged("from <a@client.example> at 192.0.2.8 ")).isEqualTo(1);
    }

    @Test
    void nobodyElseComesForAnother() throws Exception {
        try (LocalClient client = new LocalClient(server, "127.0.73.1", Listener.POP3)) {
            assertThat(client.line()).startsWith("+OK");
            assertThat(client.say("PROXY TCP4 192.0.2.7 198.51.100.1 56324 110").line())
                    .startsWith("-ERR");
        }
        try (LocalClient client = new LocalClient(server, "127.0.73.1", Listener.SUBMISSION)) {
            client.reply();
            client.say("EHLO client.example").reply();
            assertThat(client.say("XCLIENT ADDR=192.0.2.9").reply()).startsWith("5");
        }
        try (LocalClient proxy = new LocalClient(server, PROXY, Listener.POP3)) {
            assertThat(proxy.say("CAPA").line()).as("without the header").isEmpty();
        }
    }

    @Test
    void aFilterSpeaksForItsClients() throws Exception {
        try (LocalClient filter = new LocalClient(server, FILTER, Listener.SMTP)) {
            filter.reply();
            filter.say("EHLO filter.example").reply();
            assertThat(filter.say("XCLIENT ADDR=192.0.2.9 HELO=client.example").reply())
                    .startsWith("220 ");
            filter.say("EHLO filter.example").reply();
            assertThat(filter.say("MAIL FROM:<b@client.example>").reply()).startsWith("250");
            assertThat(filter.say("RCPT TO:<" + ALICE + ">").reply()).startsWith("250");
            assertThat(filter.say("DATA").reply()).startsWith("354");
            assertThat(filter.say("Subject: by a filter\r\n\r\nHello\r\n.").reply())
                    .startsWith("250");
        }
        assertThat(logged("from <b@client.example> at 192.0.2.9 ")).isEqualTo(1);
    }

    @Test
    void anAccountSubmitsSoMuchInAnHour() throws Exception {
        server.admin().createAccount("busy@door.test", PASSWORD);
        try (LocalClient client = new LocalClient(server, "127.0.74.1", Listener.SUBMISSION)) {
            client.reply();
            client.say("EHLO client.example").reply();
            assertThat(client.say("AUTH PLAIN " + plain("busy@door.test")).reply())
                    .startsWith("235");
            for (int i = 0; i < 3; i++) {
                assertThat(submit(client)).startsWith("250");
            }
            assertThat(client.say("MAIL FROM:<busy@door.test>").reply()).startsWith("450 4.7.1");
        }
    }

    @Test
    void anAccountWritesToSoManyInAnHour() throws Exception {
        server.admin().createAccount("chatty@door.test", PASSWORD);
        try (LocalClient client = new LocalClient(server, "127.0.75.1", Listener.SUBMISSION)) {
            client.reply();
            client.say("EHLO client.example").reply();
            client.say("AUTH PLAIN " + plain("chatty@door.test")).reply();
            assertThat(client.say("MAIL FROM:<chatty@door.test>").reply()).startsWith("250");
            for (int i = 0; i < 4; i++) {
                assertThat(client.say("RCPT TO:<somebody" + i + "@elsewhere.example>")
                                .reply())
                        .startsWith("250");
            }
            client.say("DATA").reply();
            assertThat(client.say("Subject: to four\r\n\r\nHello\r\n.").reply()).startsWith("250");
            assertThat(client.say("MAIL FROM:<chatty@door.test>").reply()).startsWith("250");
            assertThat(client.say("RCPT TO:<" + ALICE + ">").reply()).startsWith("450 4.7.1");
        }
    }

    private static String submit(LocalClient client) throws IOException {
        client.say("MAIL FROM:<busy@door.test>").reply();
        client.say("RCPT TO:<" + ALICE + ">").reply();
        client.say("DATA").reply();
        return client.say("Subject: submitted\r\n\r\nHello\r\n.").reply();
    }

    @Test
    void aMaildropIsOpenedOnceInAnHourAndSaysSo() throws Exception {
        try (LocalClient client = new LocalClient(server, "127.0.76.1", Listener.POP3)) {
            client.line();
            client.say("CAPA");
            StringBuilder capabilities = new StringBuilder();
            for (String line = client.line(); !line.equals("."); line = client.line()) {
                capabilities.append(line).append('\n');
            }
            assertThat(capabilities.toString()).contains("LOGIN-DELAY 3600\n", "EXPIRE 30\n");
        }
        assertThat(logIn("127.0.76.1")).startsWith("+OK");
        assertThat(logIn("127.0.76.2")).startsWith("-ERR [LOGIN-DELAY]");
    }

    @Test
    void vrfyAndExpnTellWhatTheyMay() throws Exception {
        try (LocalClient client = new LocalClient(server, "127.0.0.1", Listener.SMTP)) {
            client.reply();
            client.say("EHLO client.example").reply();
            assertThat(client.say("VRFY " + ALICE).reply()).startsWith("250");
            assertThat(client.say("VRFY nobody@door.test").reply()).startsWith("550");
            assertThat(client.say("EXPN " + ALICE).reply()).startsWith("252");
        }
    }

    @Test
    void whoSpeaksBeforeTheGreetingIsNotServed() throws Exception {
        try (LocalClient proxy = new LocalClient(server, PROXY, Listener.SMTP)) {
            String early = "PROXY TCP4 192.0.2.10 198.51.100.1 56324 25\r\nEHLO early.example\r\n";
            proxy.send(early.getBytes(StandardCharsets.US_ASCII));
            assertThat(proxy.line()).startsWith("554 5.5.1");
            assertThat(proxy.line()).isEmpty();
        }
    }
}
