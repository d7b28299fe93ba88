package org.facteur.sieve.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.facteur.api.sieve.SieveListener;
import org.facteur.sieve.session.ScriptsInMemory;
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
class SieveResourceAdapterTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final TranscriptAccounts ACCOUNTS =
            new TranscriptAccounts("alice@example.test", "alice", "bob@example.test", "bob");

    private static final String LOGIN = "AUTHENTICATE \"PLAIN\" \"AGFsaWNlQGV4YW1wbGUudGVzdABhbGljZQ==\"";

    @TempDir
    Path data;

    private final ScriptsInMemory scripts = new ScriptsInMemory();
    private final EndpointHost<SieveListener> host = new EndpointHost<>(SieveListener.class, scripts);
    private final SieveResourceAdapter adapter = new SieveResourceAdapter();
    private final SieveActivationSpec spec = new SieveActivationSpec();

    @BeforeEach
    void start() throws Exception {
        adapter.start(host.context());
        spec.setBind(LOOPBACK);
        spec.setPort(freePort());
        spec.setTlsPort(freePort());
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
        return Transcripts.below(Path.of("src/test/resources/transcripts/sieve"), Deployed::new);
    }

    private final class Deployed implements TranscriptEnvironment {

        @Override
        public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) {
            scripts.clear();
            return ACCOUNTS.variables();
        }

        @Override
        public Wire connect(String service) throws Exception {
            return SocketWire.connect(LOOPBACK, spec.plainPort());
        }

        @Override
        public String prelude(String state) {
            return Dialect.SIEVE.prelude(state);
        }
    }

    @Test
    void stoppingTellsTheClient() throws Exception {
        try (SocketWire wire = SocketWire.connect(LOOPBACK, spec.plainPort())) {
            read(wire);
            Thread stopping = new Thread(() -> adapter.endpointDeactivation(host.factory(), spec));
            stopping.start();
            assertThat(read(wire)).isEqualTo("BYE (TRYLATER) \"The server is stopping\"\r\n");
            assertThat(wire.receive()).isEmpty();
            wire.close();
            stopping.join();
        }
    }

    @Test
    void whenTheServerCannotDeliverTheClientIsToldToTryLater() throws Exception {
        try (SocketWire wire = SocketWire.connect(LOOPBACK, spec.plainPort())) {
            read(wire);
            say(wire, LOGIN);
            host.fault = EndpointHost.Fault.SILENT_ROLLBACK;
            assertThat(say(wire, "PUTSCRIPT \"a\" \"keep;\"")).startsWith("NO (TRYLATER) ");
            host.fault = EndpointHost.Fault.NONE;
            assertThat(say(wire, "PUTSCRIPT \"a\" \"keep;\"")).startsWith("OK ");
        }
    }

    @Test
    void itsOwnPropertiesAreCheckedWithASentence() {
        SieveActivationSpec impatient = new SieveActivationSpec();
        impatient.setIdleTimeout("PT29M");
        assertThatThrownBy(impatient::validate)
                .hasMessage("The property idleTimeout is 'PT29M', which is no duration of at least PT30M");
        SieveActivationSpec huge = new SieveActivationSpec();
        huge.setMaxScriptOctets("100000000");
        assertThatThrownBy(huge::validate).hasMessageStartingWith("The property maxScriptOctets is '100000000'");
    }

    @Test
    void theServerFindsItByItsAnnotations() {
        assertThat(SieveResourceAdapter.class.getAnnotation(Connector.class)).isNotNull();
        assertThat(SieveActivationSpec.class.getAnnotation(Activation.class).messageListeners())
                .containsExactly(SieveListener.class);
    }

    private static String say(SocketWire wire, String line) throws IOException {
        wire.send((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return read(wire);
    }

    private static String read(SocketWire wire) throws IOException {
        return new String(wire.receive(), StandardCharsets.US_ASCII);
    }
}
