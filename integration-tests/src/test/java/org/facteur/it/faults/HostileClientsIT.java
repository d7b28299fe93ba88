package org.facteur.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that break the rules, or vanish. While they do, three others stay connected, one of each protocol; after every test they must be
 * served as ever, and nothing of the hostile client may be left in the server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientsIT {
    private static final String ALICE = "alice@example.test";
    private static final String WITNESS = "witness@example.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration AFTERMATH = Duration.ofSeconds(45);
    private static final int MEGABYTE = 1 << 20;
    private static final long SEED = 20_251_017;

    private FacteurServer server;
    private ServerTraces traces;
    private LineClient smtpWitness;
    private LineClient pop3Witness;
    private LineClient imapWitness;
    private long witnesses;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        server = FacteurServer.start(folder);
        server.admin().createDomain("example.test");
        server.admin().createAccount(ALICE, PASSWORD);
        server.admin().createAccount(WITNESS, PASSWORD);
        traces = new ServerTraces(
                server,
                Stream.of(Listener.values())
                        .filter(listener -> listener != Listener.HTTP)
                        .toList());
        appendLargeMessage();
        smtpWitness = greeted(Listener.SMTP);
        pop3Witness = pop3(WITNESS);
        imapWitness = imap(WITNESS);
        witnesses = 3;
        await("the first clients gone").atMost(AFTERMATH).until(() -> traces.connections() == witnesses);
    }

    @AfterAll
    void stop() throws IOException {
        for (LineClient witness : List.of(smtpWitness, pop3Witness, imapWitness)) {
            witness.close();
        }
        server.close();
    }

    @AfterEach
    void nobodyElseNoticesAndNothingIsLeft() throws IOException {
        assertThat(smtpWitness.ask("NOOP")).startsWith("250");
        assertThat(pop3Witness.ask("NOOP")).startsWith("+OK");
        assertThat(imapWitness.ask("w NOOP")).startsWith("w OK");
        await("connections gone").atMost(AFTERMATH).until(() -> traces.connections() == witnesses);
        await("spool files gone")
                .atMost(AFTERMATH)
                .until(() -> traces.spoolFiles().isEmpty());
        assertThat(traces.complaints()).isEmpty();
    }

    static Stream<Arguments> brokenLines() {
        List<Arguments> cases = new ArrayList<>();
        for (String broken : List.of("NOOP\n", "NO\rOP\r\n", "NO\0OP\r\n")) {
            String name = broken.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
            cases.add(arguments(named("SMTP " + name, Listener.SMTP), broken, "500 5.5.2", "NOOP", "250 2.0.0"));
            cases.add(arguments(named("LMTP " + name, Listener.LMTP), broken, "500 5.5.2", "NOOP", "250 2.0.0"));
            cases.add(arguments(
                    named("SUBMISSIONS " + name, Listener.SUBMISSIONS), broken, "500 5.5.2", "NOOP", "250 2.0.0"));
            cases.add(arguments(named("POP3 " + name, Listener.POP3), broken, "-ERR", "CAPA", "+OK"));
            cases.add(arguments(named("POP3S " + name, Listener.POP3S), broken, "-ERR", "CAPA", "+OK"));
            cases.add(arguments(named("ManageSieve " + name, Listener.SIEVE), broken, "NO ", "NOOP", "OK "));
            cases.add(arguments(named("IMAP " + name, Listener.IMAP), "a " + broken, "a BAD", "b NOOP", "b OK"));
            cases.add(arguments(named("IMAPS " + name, Listener.IMAPS), "a " + broken, "a BAD", "b NOOP", "b OK"));
        }
        return cases.stream();
    }

    /** That of ManageSieve has a line for each of its capabilities. */
    private static void readGreeting(LineClient client, Listener listener) throws IOException {
        if (listener == Listener.SIEVE) {
            client.lineBeginning("OK ");
        } else {
            client.line();
        }
    }

    @ParameterizedTest
    @MethodSource("brokenLines")
    void aBrokenLineIsRefusedAndTheNextOneIsUnderstood(
            Listener listener, String broken, String refusal, String next, String answer) throws IOException {
        try (LineClient client = LineClient.connect(server, listener)) {
            readGreeting(client, listener);
            client.sendOctets(octets(broken));
            assertThat(client.line()).startsWith(refusal);
            assertThat(client.ask(next)).startsWith(answer);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "HTTP")
    void anEndlessLineCostsTheClientItsLineOrItsConnection(Listener listener) throws IOException {
        try (LineClient client = LineClient.connect(server, listener)) {
            readGreeting(client, listener);
            byte[] part = new byte[MEGABYTE];
            Arrays.fill(part, (byte) 'x');
            try {
                for (int i = 0; i < 8; i++) {
                    client.sendOctets(part);
                }
                client.say("");
            } catch (SocketException e) {
                return;
            }
            assertThat(client.line()).matches("5\\d\\d .*|-(ERR)? .*|\\* (BAD|BYE) .*|(NO|BYE) .*|");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "HTTP")
    void binaryGarbageIsAnsweredWithinTheProtocolUntilItIsTooMuch(Listener listener) throws IOException {
        try (LineClient client = LineClient.connect(server, listener)) {
            readGreeting(client, listener);
            byte[] garbage = new byte[256 * 1024];
            new Random(SEED).nextBytes(garbage);
            try {
                client.sendOctets(garbage).say("");
            } catch (SocketException e) {
                return;
            }
            assertThat(client.line()).matches("[45]\\d\\d .*|-(ERR)? .*|\\S+ (BAD|BYE) .*|(NO|BYE) .*|");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMISSIONS", "POP3S", "IMAPS"})
    void whatIsNoHandshakeIsClosed(Listener listener) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port(listener))) {
            socket.setSoTimeout((int) AFTERMATH.toMillis());
            socket.getOutputStream().write(octets("EHLO client.example\r\n"));
            // at most an alert
            assertThat(readToEnd(socket)).hasSizeLessThan(16);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMISSIONS", "POP3S", "IMAPS"})
    void aClientMayVanishInTheMiddleOfTheHandshake(Listener listener) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port(listener))) {
            // a record of 512 octets is announced, some of a ClientHello come
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3, 7, 7, 7});
        }
    }

    static Stream<Arguments> outOfOrder() {
        return Stream.of(
                arguments(Listener.SMTP, "DATA", "503 5.5.1"),
                arguments(Listener.SMTP, "RCPT TO:<" + ALICE + ">", "503 5.5.1"),
                arguments(Listener.LMTP, "EHLO client.example", "502 5.5.1"),
                arguments(Listener.SUBMISSIONS, "MAIL FROM:<" + ALICE + ">", "503 5.5.1"),
                arguments(Listener.POP3, "RETR 1", "-ERR"),
                arguments(Listener.POP3, "PASS " + PASSWORD, "-ERR"),
                arguments(Listener.IMAP, "a FETCH 1 BODY[]", "a BAD"),
                arguments(Listener.IMAP, "a SELECT INBOX", "a BAD"));
    }

    @ParameterizedTest
    @MethodSource
    void outOfOrder(Listener listener, String command, String refusal) throws IOException {
        try (LineClient client = LineClient.connect(server, listener)) {
            client.line();
            assertThat(client.ask(command)).startsWith(refusal);
        }
    }

    @Test
    void aMessageBeyondTheLimitIsRefusedAtItsEnd() throws IOException {
        try (LineClient smtp = atData()) {
            byte[] lines = octets(("x".repeat(998) + "\r\n").repeat(1000));
            for (int i = 0; i < 54; i++) {
                smtp.sendOctets(lines);
            }
            assertThat(smtp.ask(".")).startsWith("552 5.3.4");
            assertThat(smtp.ask("NOOP")).startsWith("250");
        }
    }

    @Test
    void aLiteralBeyondTheLimitIsRefusedBeforeItIsSent() throws IOException {
        try (LineClient imap = imap(ALICE)) {
            assertThat(imap.ask("c APPEND INBOX {4000000000}")).startsWith("c NO [TOOBIG]");
            assertThat(imap.ask("d CREATE {4000000000}")).matches("d (BAD|NO) .*");
            assertThat(imap.ask("e NOOP")).startsWith("e OK");
        }
    }

    @Test
    void aClientMayVanishInTheMiddleOfData() throws IOException {
        try (LineClient smtp = atData()) {
            smtp.sendOctets(octets("Subject: half\r\n\r\n" + "text\r\n".repeat(100_000)));
            await("a spool file")
                    .atMost(AFTERMATH)
                    .until(() -> !traces.spoolFiles().isEmpty());
        }
    }

    @Test
    void aClientMayVanishInTheMiddleOfAnAppend() throws IOException {
        try (LineClient imap = imap(ALICE)) {
            imap.say("c APPEND INBOX {2000000+}").sendOctets(octets("text\r\n".repeat(100_000)));
            await("a spool file")
                    .atMost(AFTERMATH)
                    .until(() -> !traces.spoolFiles().isEmpty());
        }
    }

    @Test
    void aClientMayVanishInTheMiddleOfRetr() throws IOException {
        try (LineClient pop3 = pop3(ALICE)) {
            assertThat(pop3.ask("RETR 1")).startsWith("+OK");
            assertThat(pop3.line()).isEqualTo("Subject: large");
        }
        // the maildrop is free again
        await("the lock").atMost(AFTERMATH).until(() -> {
            try (LineClient next = LineClient.connect(server, Listener.POP3S)) {
                next.line();
                next.ask("USER " + ALICE);
                return next.ask("PASS " + PASSWORD).startsWith("+OK");
            }
        });
    }

    @Test
    void aClientMayVanishInTheMiddleOfFetch() throws IOException {
        try (LineClient imap = imap(ALICE)) {
            assertThat(imap.ask("c FETCH 1 BODY.PEEK[]")).startsWith("* 1 FETCH (BODY[] {");
            assertThat(imap.line()).isEqualTo("Subject: large");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SMTP", "POP3", "IMAP", "IMAPS"})
    void threeHundredConnectionsComeAndGo(Listener listener) throws IOException {
        for (int wave = 0; wave < 3; wave++) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sockets.add(new Socket(InetAddress.getByName("127.0.0.1"), server.port(listener)));
            }
            for (Socket socket : sockets) {
                // a reset, without a farewell
                socket.setSoLinger(true, 0);
                socket.close();
            }
            await("connections gone").atMost(AFTERMATH).until(() -> traces.connections() == witnesses);
        }
    }

    private void appendLargeMessage() throws IOException {
        try (LineClient imap = imap(ALICE)) {
            byte[] message = octets("Subject: large\r\n\r\n" + ("y".repeat(998) + "\r\n").repeat(20_000));
            imap.say("c APPEND INBOX {" + message.length + "+}")
                    .sendOctets(message)
                    .say("");
            assertThat(imap.lineBeginning("c ")).startsWith("c OK");
        }
    }

    private LineClient greeted(Listener listener) throws IOException {
        LineClient smtp = LineClient.connect(server, listener);
        smtp.say("EHLO client.example");
        smtp.lineBeginning("250 ");
        return smtp;
    }

    private LineClient atData() throws IOException {
        LineClient smtp = greeted(Listener.SMTP);
        assertThat(smtp.ask("MAIL FROM:<sender@remote.example>")).startsWith("250");
        assertThat(smtp.ask("RCPT TO:<" + ALICE + ">")).startsWith("250");
        assertThat(smtp.ask("DATA")).startsWith("354");
        return smtp;
    }

    private LineClient pop3(String address) throws IOException {
        LineClient pop3 = LineClient.connect(server, Listener.POP3S);
        pop3.line();
        pop3.ask("USER " + address);
        assertThat(pop3.ask("PASS " + PASSWORD)).startsWith("+OK");
        return pop3;
    }

    private LineClient imap(String address) throws IOException {
        LineClient imap = LineClient.connect(server, Listener.IMAPS);
        imap.say("a LOGIN " + address + " " + PASSWORD);
        assertThat(imap.lineBeginning("a ")).startsWith("a OK");
        imap.say("b SELECT INBOX");
        assertThat(imap.lineBeginning("b ")).startsWith("b OK");
        return imap;
    }

    private static byte[] readToEnd(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            return new byte[0];
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
