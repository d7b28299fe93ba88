package org.facteur.pop3.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.Connector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.pop3.session.MaildropsInMemory;
import org.facteur.wire.ra.EndpointHost;
import org.facteur.wire.transcript.Dialect;
import org.facteur.wire.transcript.SocketWire;
import org.facteur.wire.transcript.Transcript;
import org.facteur.wire.transcript.TranscriptAccounts;
import org.facteur.wire.transcript.TranscriptEnvironment;
import org.facteur.wire.transcript.Transcripts;
import org.facteur.wire.transcript.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The adapter as an application server runs it: real sockets, real TLS, a transaction for each call. */
class Pop3ResourceAdapterTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final TranscriptAccounts ACCOUNTS =
            new TranscriptAccounts("alice@example.test", "alice", "bob@example.test", "bob");

    @TempDir
    Path data;

    private final MaildropsInMemory maildrops = new MaildropsInMemory();
    private final EndpointHost<Pop3Listener> host = new EndpointHost<>(Pop3Listener.class, maildrops);
    private final Pop3ResourceAdapter adapter = new Pop3ResourceAdapter();
    private final Pop3ActivationSpec spec = new Pop3ActivationSpec();

    @BeforeEach
    void start() throws Exception {
        adapter.start(host.context());
        spec.setBind(LOOPBACK);
        spec.setPort(freePort());
        spec.setTlsPort(freePort());
        spec.setPop2Port(freePort());
        spec.setSaslMechanisms("SCRAM-SHA-256,PLAIN,LOGIN");
        spec.setDataDirectory(data.toString());
        spec.setHostname("mail.example.test");
        adapter.endpointActivation(host.factory(), spec);
    }

    @AfterEach
    void stop() {
        adapter.endpointDeactivation(host.factory(), spec);
        adapter.stop();
        assertThat(host.openEndpoints()).isZero();
        host.close();
    }

    private static String freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return Integer.toString(probe.getLocalPort());
        }
    }

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcripts.below(Path.of("src/test/resources/transcripts/pop3"), Deployed::new);
    }

    private final class Deployed implements TranscriptEnvironment {

        @Override
        public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) {
            // The session of the transcript before this one may still be on its way out.
            await().until(() -> !maildrops.isLocked("alice"));
            maildrops.clear("alice");
            fixtures.forEach(message -> maildrops.add("alice", message));
            return ACCOUNTS.variables();
        }

        @Override
        public Wire connect(String service) throws Exception {
            return switch (service) {
                case "tls" -> SocketWire.connectTls(LOOPBACK, spec.implicitTlsPort());
                case "pop2" -> SocketWire.connect(LOOPBACK, spec.pop2Port());
                default -> SocketWire.connect(LOOPBACK, spec.plainPort());
            };
        }

        @Override
        public String prelude(String state) {
            return Dialect.POP3.prelude(state);
        }
    }

    @Test
    void stoppingTellsTheClientAndGivesTheMaildropBack() throws Exception {
        try (SocketWire wire = SocketWire.connect(LOOPBACK, spec.plainPort())) {
            read(wire);
            say(wire, "USER alice");
            say(wire, "PASS alice");
            assertThat(maildrops.isLocked("alice")).isTrue();
            Thread stopping = new Thread(() -> adapter.endpointDeactivation(host.factory(), spec));
            stopping.start();
            assertThat(read(wire)).isEqualTo("-ERR [SYS/TEMP] The server is stopping\r\n");
            assertThat(wire.receive()).isEmpty();
            wire.close();
            stopping.join();
            assertThat(maildrops.isLocked("alice")).isFalse();
        }
    }

    @Test
    void whenTheServerCannotDeliverTheClientIsToldToTryLater() throws Exception {
        try (SocketWire wire = SocketWire.connect(LOOPBACK, spec.plainPort())) {
            read(wire);
            host.fault = EndpointHost.Fault.SILENT_ROLLBACK;
            say(wire, "USER alice");
            assertThat(say(wire, "PASS alice")).startsWith("-ERR [SYS/TEMP] ");
            host.fault = EndpointHost.Fault.NONE;
            say(wire, "USER alice");
            assertThat(say(wire, "PASS alice")).startsWith("+OK ");
        }
    }

    @Test
    void itsOwnPropertiesAreCheckedWithASentence() {
        Pop3ActivationSpec impatient = new Pop3ActivationSpec();
        impatient.setIdleTimeout("PT9M");
        assertThatThrownBy(impatient::validate)
                .hasMessage("The property idleTimeout is 'PT9M', which is no duration of at least PT10M");
        Pop3ActivationSpec unforgiving = new Pop3ActivationSpec();
        unforgiving.setMaxFailedLogins("none");
        assertThatThrownBy(unforgiving::validate).hasMessageStartingWith("The property maxFailedLogins is 'none'");
    }

    @Test
    void theServerFindsItByItsAnnotations() {
        assertThat(Pop3ResourceAdapter.class.getAnnotation(Connector.class)).isNotNull();
        assertThat(Pop3ActivationSpec.class.getAnnotation(Activation.class).messageListeners())
                .containsExactly(Pop3Listener.class);
    }

    private static String say(SocketWire wire, String line) throws IOException {
        wire.send((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return read(wire);
    }

    private static String read(SocketWire wire) throws IOException {
        return new String(wire.receive(), StandardCharsets.US_ASCII);
    }
}
