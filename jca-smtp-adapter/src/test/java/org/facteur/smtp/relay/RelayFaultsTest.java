package org.facteur.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.Outcome.Deferred;
import org.facteur.api.queue.Outcome.Delivered;
import org.facteur.api.queue.TlsLevel;
import org.facteur.wire.remote.ScriptedRemote;
import org.facteur.wire.tls.TlsIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/**
 * What goes wrong at servers and name servers, at each stage: {@link RelayTest} has what goes wrong with the commands of a message, this has the rest.
 * A message waits then, and is nobody's loss; where it has arrived it has arrived once.
 */
class RelayFaultsTest {

    private static final String TEXT = "Subject: test\r\n\r\nline\r\n";
    private static final HopLogin LOGIN = new HopLogin("facteur", new Secret("letter-box"), false);

    @TempDir
    Path folder;

    private final ScriptedRemote remote = ScriptedRemote.start();
    private final RunningRelay relay = new RunningRelay(remote.port(), RelayTest.tls());

    @AfterEach
    void stop() {
        relay.close();
        remote.close();
    }

    private void hasMail(String domain) {
        relay.names.with(domain + ". 60 IN MX 10 mx." + domain + ".", "mx." + domain + ". 60 IN A 127.0.0.1");
    }

    private void offersTlsAndLogin() throws Exception {
        TlsIdentity.selfSigned(folder, "localhost", Optional.empty());
        remote.offersTls(folder.resolve("server.crt"), folder.resolve("server.key"))
                .offers("PIPELINING", "AUTH PLAIN")
                .knows("facteur", "letter-box");
    }

    private void route(String domain, TlsLevel level) {
        relay.queue.route(
                domain,
                new NextHop(
                        "127.0.0.1",
                        remote.port(),
                        Protocol.SMTP,
                        Optional.of(level),
                        false,
                        Optional.of(LOGIN),
                        Optional.empty()));
    }

    /** Tries it once, and once more when the server behaves again. */
    private void waitsFor(String domain, String words) {
        relay.queue.add(TEXT, "bob@" + domain);
        Outcome outcome = relay.outcome("bob@" + domain);
        assertThat(outcome).isInstanceOf(Deferred.class);
        assertThat(outcome.said().text()).contains(words);
        assertThat(remote.messages()).isEmpty();

        relay.queue.add(TEXT, "carol@" + domain);
        assertThat(relay.outcome("carol@" + domain)).isInstanceOf(Delivered.class);
        assertThat(remote.messages()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, silence, silent for too long before it greeted",
        "EHLO, silence, silent for too long after EHLO",
        "STARTTLS, silence, silent for too long while TLS began",
        "AUTH, silence, silent for too long while this server logged in",
        "CONNECT, close, closed the connection before it greeted",
        "EHLO, close, closed the connection after EHLO",
        "STARTTLS, close, closed the connection while TLS began",
        "HANDSHAKE, close, TLS",
        "HANDSHAKE, silence, TLS",
        "HANDSHAKE, no handshake at all, TLS",
        "AUTH, close, closed the connection while this server logged in",
        "CONNECT, 421 4.3.2 Busy, Busy",
        "EHLO, 421 4.3.2 Busy, Busy",
        "EHLO, 451 4.3.0 Later, Later",
        "STARTTLS, 421 4.3.2 Busy, Busy",
        "STARTTLS, 454 4.7.0 Later, Later",
        "STARTTLS, 554 5.7.0 Never, Never",
        "AUTH, 421 4.3.2 Busy, Busy",
        "CONNECT, 999 What?, does not speak SMTP",
        "AUTH, What?, does not speak SMTP",
    })
    void whateverFailsBeforeTheFirstMessageHoldsItBack(String stage, String reply, String words) throws Exception {
        offersTlsAndLogin();
        route("there.test", TlsLevel.ENCRYPT);
        remote.answers(stage, reply);

        waitsFor("there.test", words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"454 4.7.0 Later", "535 5.7.8 Wrong", "504 5.5.4 What?"})
    void aLoginThatIsRefusedIsTriedAgainAfterAPause(String reply) throws Exception {
        offersTlsAndLogin();
        route("there.test", TlsLevel.ENCRYPT);
        remote.answers("AUTH", reply);

        relay.queue.add(TEXT, "bob@there.test");
        assertThat(relay.outcome("bob@there.test")).isInstanceOf(Deferred.class);
        assertThat(relay.outcome("bob@there.test").said().text()).contains("No login as facteur: " + reply);
        assertThat(remote.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void whoHasEnoughInTheMiddleOfAMessageIsTriedAgainLater(String stage) {
        hasMail("there.test");
        remote.answers(stage, "421 4.3.2 Busy", "421 4.3.2 Busy");

        relay.queue.add(TEXT, "bob@there.test");

        assertThat(relay.outcome("bob@there.test")).isInstanceOf(Deferred.class);
        assertThat(relay.outcome("bob@there.test").said().text()).isEqualTo("4.3.2 Busy");
        assertThat(remote.messages()).isEmpty();
    }

    @Test
    void whoTakesNoConnectionIsGivenUpSoon() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            fill(full, waiting);
            relay.queue.route("there.test", new NextHop("127.0.0.1", full.getLocalPort()));

            relay.queue.add(TEXT, "bob@there.test");

            assertThat(relay.outcome("bob@there.test")).isInstanceOf(Deferred.class);
            assertThat(relay.outcome("bob@there.test").said().text())
                    .startsWith("No connection: ")
                    .contains("timed out");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Connects until nothing more is taken: from then on the system is silent. */
    private static void fill(ServerSocket full, List<Socket> waiting) throws IOException {
        while (waiting.size() < 20) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()), 200);
                waiting.add(socket);
            } catch (IOException e) {
                socket.close();
                return;
            }
        }
        throw new AssertionError("A server that accepts nothing has no end");
    }

    @Test
    void whoDoesNotReadTheContentIsGivenUpSoon() {
        hasMail("there.test");
        remote.offers("PIPELINING").answers("CONTENT", ScriptedRemote.DEAFNESS);
        String large = "Subject: large\r\n\r\n" + "0123456789 0123456789 0123456789 0123456789\r\n".repeat(400_000);

        relay.queue.add(large, "bob@there.test");

        assertThat(relay.outcome("bob@there.test")).isInstanceOf(Deferred.class);
        assertThat(relay.outcome("bob@there.test").said().text())
                .isEqualTo("4.4.2 The server was silent for too long while the message was sent");
    }

    @Test
    void whoRefusesInTheMiddleOfTheContentHasNotTakenIt() {
        hasMail("there.test");
        remote.answers("CONTENT", "452 4.3.1 Full");

        relay.queue.add(TEXT, "bob@there.test");

        assertThat(relay.outcome("bob@there.test")).isInstanceOf(Deferred.class);
        assertThat(remote.messages()).isEmpty();
    }

    @Test
    void whoDropsAfterTheFinalDotHasPerhapsTakenItAndIsAskedAgain() {
        hasMail("there.test");
        remote.answers(".", ScriptedRemote.CLOSE);

        relay.queue.add(TEXT, "bob@there.test");

        assertThat(relay.outcome("bob@there.test")).isInstanceOf(Deferred.class);
        assertThat(relay.outcome("bob@there.test").said().text())
                .isEqualTo("4.4.2 The server closed the connection after the message was sent, before it answered");
    }

    @Test
    void whoIsSilentAtTheEndHasWhatItHasTaken() {
        hasMail("there.test");
        hasMail("reset.test");
        remote.answers("QUIT", ScriptedRemote.SILENCE);
        relay.queue.add(TEXT, "bob@there.test");
        assertThat(relay.outcome("bob@there.test")).isInstanceOf(Delivered.class);

        remote.answers("RCPT TO:<nobody@", "550 5.1.1 Nobody").answers("RSET", ScriptedRemote.SILENCE);
        relay.queue.add(TEXT, "nobody@reset.test");
        assertThat(relay.outcome("nobody@reset.test").said().status()).isEqualTo("5.1.1");
        relay.queue.add(TEXT, "bob@reset.test");
        assertThat(relay.outcome("bob@reset.test")).isInstanceOf(Delivered.class);

        await("both connections are given up").atMost(Duration.ofSeconds(15)).until(() -> relay.connections() == 0);
        assertThat(remote.messages()).hasSize(2);
    }

    @Test
    void aGreylistIsWaitedFor() {
        hasMail("there.test");
        remote.answers("RCPT TO:<bob@", "450 4.2.0 Greylisted");

        waitsFor("there.test", "Greylisted");
    }

    @Test
    void aDomainWhoseOnlyServerIsBrokenWaitsUntilItIsMended() {
        relay.names.with("there.test. 60 IN MX 10 mx.there.test.", "mx.there.test. 60 IN A 127.0.0.2");
        relay.queue.add(TEXT, "bob@there.test");
        assertThat(relay.outcome("bob@there.test")).isInstanceOf(Deferred.class);
        assertThat(relay.outcome("bob@there.test").said().text()).contains("No connection");

        try (ScriptedRemote mended = ScriptedRemote.start("127.0.0.2", remote.port())) {
            relay.queue.add(TEXT, "carol@there.test");
            assertThat(relay.outcome("carol@there.test")).isInstanceOf(Delivered.class);
            assertThat(mended.messages()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVFAIL", "REFUSED", "silence"})
    void namesThatCannotBeLookedUpNowAreLookedUpLater(String failure) {
        hasMail("there.test");
        if (failure.equals("silence")) {
            relay.names.silent("there.test");
        } else {
            relay.names.failing("there.test", Rcode.value(failure));
        }
        relay.queue.add(TEXT, "bob@there.test");
        Outcome outcome = relay.outcome("bob@there.test");
        assertThat(outcome).isInstanceOf(Deferred.class);
        assertThat(outcome.said().status()).isEqualTo("4.4.3");

        relay.names.recovered("there.test");
        relay.queue.add(TEXT, "carol@there.test");
        assertThat(relay.outcome("carol@there.test")).isInstanceOf(Delivered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVFAIL", "silence"})
    void aServerWhoseAddressCannotBeLookedUpNowIsLookedUpLater(String failure) {
        hasMail("there.test");
        if (failure.equals("silence")) {
            relay.names.silent("mx.there.test");
        } else {
            relay.names.failing("mx.there.test", Rcode.value(failure));
        }
        relay.queue.add(TEXT, "bob@there.test");
        assertThat(relay.outcome("bob@there.test").said().status()).isEqualTo("4.4.3");

        relay.names.recovered("mx.there.test");
        relay.queue.add(TEXT, "carol@there.test");
        assertThat(relay.outcome("carol@there.test")).isInstanceOf(Delivered.class);
    }
}
