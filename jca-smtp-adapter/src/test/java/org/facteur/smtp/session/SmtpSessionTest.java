package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.facteur.api.network.Network;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.message.QueueId;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.WireOutput;
import org.facteur.wire.transcript.SessionWire;
import org.junit.jupiter.api.Test;

class SmtpSessionTest {

    private final SmtpSessionFactory factory = new SmtpSessionFactory(
            new SmtpSettings(
                    SmtpService.RELAY,
                    "mail.example.test",
                    Path.of("unused"),
                    SmtpLimits.DEFAULT,
                    SmtpPolicy.DEFAULT,
                    Clock.systemUTC()),
            new ScriptedListener());
    private final Session session = factory.open(new SessionWire(factory, false, false));

    @Test
    void theLastWordsSayWhyAndCloseTheConnection() throws Exception {
        assertThat(written(session.timedOut()))
                .isEqualTo("421 4.4.2 mail.example.test Timeout, closing connection\r\nX");
        assertThat(written(session.stopping())).isEqualTo("421 4.3.2 mail.example.test Service shutting down\r\nX");
        assertThat(written(session.failed()))
                .isEqualTo("421 4.3.0 mail.example.test Internal error, closing connection\r\nX");
    }

    @Test
    void aClientMayBeSilentForFiveMinutes() {
        assertThat(session.patience()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aClientThatFindsNoRoomHearsWhy() {
        assertThat(factory.refusal())
                .isEqualTo("421 4.7.0 mail.example.test Too many connections, try again later\r\n");
    }

    @Test
    void whoSpeaksBeforeTheGreetingIsNoMailServer() throws Exception {
        Session early = delayed();
        assertThat(written(early.greet())).isEmpty();
        assertThat(early.advance(Unpooled.buffer())).isNull();
        assertThat(written(early.advance(Unpooled.wrappedBuffer(new byte[] {'E'}))))
                .isEqualTo("554 5.5.1 mail.example.test Clients wait for the greeting\r\nX");
    }

    @Test
    void whoWaitsIsGreeted() throws Exception {
        Session patient = delayed();
        assertThat(written(patient.greet())).isEmpty();
        assertThat(written(patient.woken())).isEqualTo("220 mail.example.test ESMTP Facteur\r\n");
        assertThat(patient.woken()).isNull();
        assertThat(written(patient.advance(Unpooled.copiedBuffer("NOOP\r\n", StandardCharsets.US_ASCII))))
                .isEqualTo("250 2.0.0 Ok\r\n");
    }

    @Test
    void whoIsNearIsQuick() throws Exception {
        SmtpPolicy policy = new SmtpPolicy(
                Set.of(),
                Disclosure.OFF,
                Disclosure.OFF,
                List.of(),
                Duration.ofSeconds(1),
                List.of(Network.parse("198.51.100.0/24")));
        assertThat(policy.greetingDelay(InetAddress.getByName("192.0.2.1"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.greetingDelay(InetAddress.getByName("127.0.0.1"))).isEqualTo(SmtpPolicy.LOCAL_DELAY);
        assertThat(policy.greetingDelay(InetAddress.getByName("198.51.100.7"))).isZero();
        assertThat(SmtpPolicy.DEFAULT.greetingDelay(InetAddress.getByName("127.0.0.1")))
                .isZero();
    }

    /** A session that greets a client from elsewhere after a while. */
    private static Session delayed() {
        SmtpPolicy policy = new SmtpPolicy(
                Set.of(),
                Disclosure.OFF,
                Disclosure.OFF,
                List.of(),
                Duration.ofSeconds(1),
                List.of(Network.parse("198.51.100.0/24")));
        SmtpSessionFactory sessions = new SmtpSessionFactory(
                new SmtpSettings(
                        SmtpService.RELAY,
                        "mail.example.test",
                        Path.of("unused"),
                        SmtpLimits.DEFAULT,
                        policy,
                        Clock.systemUTC()),
                new ScriptedListener());
        return sessions.open(new FarConnection(new SessionWire(sessions, false, false)));
    }

    @Test
    void nothingIsSaidUnasked() {
        assertThat(session.woken()).isNull();
    }

    @Test
    void queueIdsDiffer() {
        assertThat(QueueId.at(Dialogue.CLOCK.instant())).isNotEqualTo(QueueId.at(Dialogue.CLOCK.instant()));
        assertThat(QueueId.at(Dialogue.CLOCK.instant()).text()).matches("[0-9A-Z]{15}");
    }

    /** What an answer says, and an X where the connection is closed. */
    private static String written(Answer answer) throws Exception {
        StringBuilder text = new StringBuilder();
        answer.writeNext(new WireOutput() {
            @Override
            public void write(byte[] octets, int offset, int length) {
                text.append(new String(octets, offset, length, StandardCharsets.ISO_8859_1));
            }

            @Override
            public void startCompression() {
                throw new AssertionError("SMTP is not compressed");
            }

            @Override
            public void stopCompression() {
                throw new AssertionError("SMTP is not compressed");
            }

            @Override
            public void startTls() {
                throw new AssertionError("no TLS");
            }

            @Override
            public void close() {
                text.append('X');
            }
        });
        return text.toString();
    }
}
