package org.facteur.it.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.wire.dns.TestNameServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Clients that behave badly, each at an address of its own, and those beside them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbuseIT {

    private static final Duration DELAY = Duration.ofMillis(700);

    private final TestNameServer names = TestNameServer.start();
    private FacteurServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = FacteurServer.start(
                folder,
                Map.ofEntries(
                        Map.entry("FACTEUR_ABUSE_EXEMPT", "127.0.0.1/32,::1/128"),
                        Map.entry("FACTEUR_ABUSE_CONNECTIONS", "3"),
                        Map.entry("FACTEUR_ABUSE_BAD_COMMANDS", "4"),
                        Map.entry("FACTEUR_ABUSE_UNKNOWN_USERS", "4"),
                        Map.entry("FACTEUR_ABUSE_FAILED_LOGINS", "4"),
                        Map.entry("FACTEUR_ABUSE_ACCOUNT_FAILED_LOGINS", "6"),
                        Map.entry("FACTEUR_ABUSE_DELAY", DELAY.toString()),
                        Map.entry("FACTEUR_SMTP_GREETING_DELAY", "PT0S"),
                        Map.entry("FACTEUR_SMTP_DNSBL", "bl.test=127.0.0.2*2,other.test"),
                        Map.entry("FACTEUR_SMTP_DNSBL_THRESHOLD", "2"),
                        Map.entry("FACTEUR_DNS_SERVERS", names.setting()),
                        Map.entry("FACTEUR_BIND", "127.0.0.1")));
        server.admin().createDomain("abuse.test");
        server.admin().createAccount("alice@abuse.test", "letters");
        server.admin().createAccount("carol@abuse.test", "letters");
    }

    @AfterAll
    void stop() {
        server.close();
        names.close();
    }

    private long logged(String text) {
        return server.log().lines().filter(line -> line.contains(text)).count();
    }

    @Test
    void whoGuessesRecipientsIsSlowedThenBlockedForEveryProtocol() throws Exception {
        try (LocalClient client = new LocalClient(server, "127.0.0.21", Listener.SMTP)) {
            client.line();
            client.say("HELO client.example").line();
            client.say("MAIL FROM:<guess@client.example>").line();
            assertThat(client.say("RCPT TO:<one@abuse.test>").line()).startsWith("550 5.1.1");
            long begun = System.nanoTime();
            assertThat(client.say("RCPT TO:<two@abuse.test>").line()).startsWith("550 5.1.1");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(DELAY);
            assertThat(client.say("RCPT TO:<alice@abuse.test>").line()).startsWith("250 2.1.5");
            assertThat(client.say("RCPT TO:<three@abuse.test>").line()).startsWith("550 5.1.1");
            assertThat(client.say("RCPT TO:<four@abuse.test>").line()).startsWith("550 5.1.1");
            assertThat(client.line()).startsWith("421 4.7.0");
            assertThat(client.line()).isEmpty();
        }
        assertThat(first("127.0.0.21", Listener.SMTP)).startsWith("421 4.7.0");
        assertThat(first("127.0.0.21", Listener.IMAP)).startsWith("* BYE [LIMIT]");
        assertThat(first("127.0.0.21", Listener.POP3)).startsWith("-ERR [SYS/TEMP]");
        assertThat(first("127.0.0.21", Listener.SIEVE)).startsWith("BYE (TRYLATER)");
        assertThat(first("127.0.0.21", Listener.IMAPS)).isEmpty();
        assertThat(first("127.0.0.22", Listener.SMTP)).startsWith("220 ");
        assertThat(logged("127.0.0.21/32 is slowed: too many unknown users")).isEqualTo(1);
        assertThat(logged("127.0.0.21/32 is blocked for PT15M: too many unknown users"))
                .isEqualTo(1);
    }

    private String first(String address, Listener listener) throws IOException {
        try (LocalClient client = new LocalClient(server, address, listener)) {
            return client.line();
        }
    }

    @Test
    void whoIsListedMayOnlyWriteToThePostmaster() throws Exception {
        names.with("26.0.0.127.bl.test. 60 IN A 127.0.0.2", "26.0.0.127.bl.test. 60 IN TXT \"Sends junk\"");
        names.with("27.0.0.127.other.test. 60 IN A 127.0.0.2");
        try (LocalClient listed = new LocalClient(server, "127.0.0.26", Listener.SMTP);
                LocalClient doubtful = new LocalClient(server, "127.0.0.27", Listener.SMTP)) {
            for (LocalClient client : new LocalClient[] {listed, doubtful}) {
                client.line();
                client.say("HELO client.example").line();
                client.say("MAIL FROM:<somebody@client.example>").line();
            }
            assertThat(listed.say("RCPT TO:<alice@abuse.test>").line())
                    .isEqualTo("550 5.7.1 127.0.0.26 is listed by bl.test: Sends junk");
            assertThat(listed.say("RCPT TO:<postmaster@abuse.test>").line()).doesNotContain("listed");
            assertThat(doubtful.say("RCPT TO:<alice@abuse.test>").line()).startsWith("250 2.1.5");
        }
    }

    @Test
    void failedLoginsOfAllProtocolsCountTogether() throws Exception {
        try (LocalClient pop = new LocalClient(server, "127.0.0.23", Listener.POP3);
                LocalClient imap = new LocalClient(server, "127.0.0.23", Listener.IMAP)) {
            pop.line();
            imap.line();
            pop.say("USER alice@abuse.test").line();
            assertThat(pop.say("PASS wrong").line()).startsWith("-ERR [AUTH]");
            assertThat(imap.say("a LOGIN alice@abuse.test wrong").line()).startsWith("a NO [AUTHENTICATIONFAILED]");
            pop.say("USER alice@abuse.test").line();
            assertThat(pop.say("PASS wrong").line()).startsWith("-ERR [AUTH]");
            assertThat(imap.say("b LOGIN alice@abuse.test wrong").line()).startsWith("b NO [AUTHENTICATIONFAILED]");
            assertThat(imap.line()).startsWith("* BYE [LIMIT]");
            assertThat(imap.line()).isEmpty();
        }
        assertThat(first("127.0.0.23", Listener.SUBMISSION)).startsWith("421 4.7.0");
    }

    /** One login, by PASS. */
    private String popLogin(String address, String account, String password) throws IOException {
        try (LocalClient client = new LocalClient(server, address, Listener.POP3)) {
            client.line();
            client.say("USER " + account).line();
            return client.say("PASS " + password).line();
        }
    }

    private String imapLogin(String address, String password) throws IOException {
        try (LocalClient client = new LocalClient(server, address, Listener.IMAP)) {
            client.line();
            return client.say("a LOGIN carol@abuse.test " + password).line();
        }
    }

    /** The last line of a login by SASL PLAIN. */
    private String saslLogin(String address, Listener listener, String command, String password) throws IOException {
        String response = Base64.getEncoder()
                .encodeToString(("\0carol@abuse.test\0" + password).getBytes(StandardCharsets.US_ASCII));
        try (LocalClient client = new LocalClient(server, address, listener)) {
            String greeting = client.line();
            while (listener == Listener.SIEVE && !greeting.startsWith("OK")) {
                greeting = client.line();
            }
            if (listener == Listener.SUBMISSION) {
                client.say("EHLO client.example");
                while (!client.line().startsWith("250 ")) {
                    // the extensions
                }
            }
            return client.say(command.formatted(response)).line();
        }
    }

    @Test
    void whoGuessesAtOneAccountFromManyAddressesDoesNotKeepItsOwnerOut() throws Exception {
        assertThat(popLogin("127.0.0.41", "carol@abuse.test", "letters")).startsWith("+OK");
        assertThat(popLogin("127.0.0.42", "Carol@Abuse.Test", "guess")).startsWith("-ERR [AUTH]");
        assertThat(imapLogin("127.0.0.43", "guess")).startsWith("a NO [AUTHENTICATIONFAILED]");
        long begun = System.nanoTime();
        assertThat(saslLogin("127.0.0.44", Listener.SUBMISSION, "AUTH PLAIN %s", "guess"))
                .startsWith("535 5.7.8");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(DELAY);
        assertThat(saslLogin("127.0.0.45", Listener.SIEVE, "AUTHENTICATE \"PLAIN\" \"%s\"", "guess"))
                .startsWith("NO \"");
        assertThat(popLogin("127.0.0.46", "carol@abuse.test", "guess")).startsWith("-ERR [AUTH]");
        assertThat(popLogin("127.0.0.41", "carol@abuse.test", "mistyped"))
                .as("at home, so it does not count for the account")
                .startsWith("-ERR [AUTH]");
        assertThat(imapLogin("127.0.0.47", "guess")).startsWith("a NO [AUTHENTICATIONFAILED]");

        String suspended = "Too many logins to this account have failed, try again later";
        assertThat(popLogin("127.0.0.48", "CAROL@abuse.test", "letters")).isEqualTo("-ERR [SYS/TEMP] " + suspended);
        assertThat(imapLogin("127.0.0.48", "letters")).isEqualTo("a NO [UNAVAILABLE] " + suspended);
        assertThat(saslLogin("127.0.0.48", Listener.IMAP, "a AUTHENTICATE PLAIN %s", "letters"))
                .isEqualTo("a NO [UNAVAILABLE] " + suspended);
        assertThat(saslLogin("127.0.0.49", Listener.SUBMISSION, "AUTH PLAIN %s", "letters"))
                .isEqualTo("454 4.7.0 " + suspended);
        assertThat(saslLogin("127.0.0.49", Listener.SIEVE, "AUTHENTICATE \"PLAIN\" \"%s\"", "letters"))
                .isEqualTo("NO (TRYLATER) \"" + suspended + "\"");

        assertThat(imapLogin("127.0.0.41", "letters")).as("at home").startsWith("a OK");
        assertThat(imapLogin("127.0.0.41", "mistyped")).startsWith("a NO [AUTHENTICATIONFAILED]");
        assertThat(imapLogin("127.0.0.1", "letters")).as("exempt").startsWith("a OK");
        assertThat(popLogin("127.0.0.48", "alice@abuse.test", "letters"))
                .as("another account")
                .startsWith("+OK");
        assertThat(logged("Logins to carol@abuse.test from clients that are new to it are slowed"))
                .isEqualTo(1);
        assertThat(logged("Logins to carol@abuse.test from clients that are new to it are suspended for PT15M"))
                .isEqualTo(1);
        assertThat(server.admin().call("GET", "metrics", "").body())
                .containsPattern("facteur_abuse_account_logins_failed\\{[^}]*judgement=\"blocked\"[^}]*\\} [1-9]")
                .containsPattern("facteur_abuse_logins_suspended[^\n]* [1-9]");
    }

    @Test
    void whereAnOwnerHasLoggedInIsKnownBeyondARestart() throws Exception {
        String dora = "dora@abuse.test";
        server.admin().createAccount(dora, "letters");
        assertThat(popLogin("127.0.0.91", dora, "letters")).startsWith("+OK");
        server.stop();
        server.startAgain();
        for (int i = 92; i < 98; i++) {
            assertThat(popLogin("127.0.0." + i, dora, "guess")).startsWith("-ERR [AUTH]");
        }
        assertThat(popLogin("127.0.0.98", dora, "letters")).startsWith("-ERR [SYS/TEMP]");
        assertThat(popLogin("127.0.0.91", dora, "letters")).startsWith("+OK");
    }

    @Test
    void oneAddressHasSoManyConnectionsOfAllProtocols() throws Exception {
        try (LocalClient one = new LocalClient(server, "127.0.0.24", Listener.SMTP);
                LocalClient two = new LocalClient(server, "127.0.0.24", Listener.POP3);
                LocalClient three = new LocalClient(server, "127.0.0.24", Listener.IMAP)) {
            assertThat(one.line()).startsWith("220 ");
            assertThat(two.line()).startsWith("+OK");
            assertThat(three.line()).startsWith("* OK");
            assertThat(first("127.0.0.24", Listener.SIEVE)).startsWith("BYE (TRYLATER)");
        }
    }

    @Test
    void exemptNetworksAreLeftAloneAndTheRestIsCounted() throws Exception {
        for (String address : new String[] {"127.0.0.1", "127.0.0.25"}) {
            try (LocalClient client = new LocalClient(server, address, Listener.SMTP)) {
                client.line();
                for (int i = 0; i < 4; i++) {
                    assertThat(client.say("RUBBISH").line()).startsWith("500 ");
                }
                client.say("NOOP");
                assertThat(client.line()).startsWith(address.equals("127.0.0.1") ? "250 " : "421 ");
            }
        }
        String metrics = server.admin().call("GET", "metrics", "").body();
        assertThat(metrics)
                .containsPattern("facteur_abuse_offences\\{[^}]*kind=\"bad_command\"[^}]*\\} [1-9]")
                .contains("facteur_abuse_connections_refused");
    }
}
