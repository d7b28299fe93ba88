package org.facteur.smtp.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.session.ScriptedListener;
import org.facteur.smtp.session.SmtpEnvironment;
import org.facteur.wire.transcript.SocketWire;
import org.facteur.wire.transcript.Transcripts;
import org.facteur.wire.transcript.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The adapter as an application server runs it: real sockets, real TLS, three services at once. */
class SmtpResourceAdapterTest {

    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    Path data;

    private final ScriptedListener listener = new ScriptedListener();
    private final EndpointHost host = new EndpointHost(listener);
    private final SmtpResourceAdapter adapter = new SmtpResourceAdapter();
    private final Map<SmtpService, SmtpActivationSpec> specs = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        adapter.start(host.context());
        for (SmtpService service : SmtpService.values()) {
            SmtpActivationSpec spec = spec(service);
            specs.put(service, spec);
            adapter.endpointActivation(host.factory(), spec);
        }
    }

    @AfterEach
    void stop() {
        adapter.stop();
        assertThat(host.openEndpoints()).isZero();
        host.close();
    }

    @TestFactory
    Stream<DynamicTest> transcripts() {
        Path all = Path.of("src/test/resources/transcripts/smtp");
        return Stream.of("relay", "submission", "lmtp")
                .flatMap(service -> Transcripts.below(all.resolve(service), OverSockets::new));
    }

    @Test
    void allCallsOfAClientGoThroughOneEndpoint() throws Exception {
        Wire client = SocketWire.connect(LOOPBACK, specs.get(SmtpService.RELAY).plainPort());
        String body = "x".repeat(78) + "\r\n";
        for (String command : List.of("HELO client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>", "DATA")) {
            client.receive();
            client.send(octets(command + "\r\n"));
        }
        client.receive();
        client.send(octets(body.repeat(20_000) + ".\r\nQUIT\r\n"));
        assertThat(toTheEnd(client)).startsWith("250 2.0.0 Ok: queued as ").endsWith("221 2.0.0 Bye\r\n");
        assertThat(listener.delivered()).hasSize(1);
        assertThat(listener.delivered().get(0).content()).endsWith(body.repeat(20_000));
        assertThat(host.openEndpoints()).isEqualTo(1);
        assertThat(spooled()).isZero();
    }

    @Test
    void whoSpeaksBeforeTheGreetingIsNotServedAndWhoWaitsIs() throws Exception {
        SmtpActivationSpec spec = spec(SmtpService.RELAY);
        spec.setGreetingDelay("PT0.3S");
        spec.setProxyNetworks(LOOPBACK);
        adapter.endpointActivation(host.factory(), spec);
        String farAway = "PROXY TCP4 192.0.2.7 198.51.100.1 56324 25\r\n";
        Wire early = SocketWire.connect(LOOPBACK, spec.plainPort());
        early.send(octets(farAway + "EHLO client.example\r\n"));
        assertThat(toTheEnd(early)).startsWith("554 5.5.1 ");
        Wire patient = SocketWire.connect(LOOPBACK, spec.plainPort());
        patient.send(octets(farAway));
        assertThat(new String(patient.receive(), StandardCharsets.ISO_8859_1)).startsWith("220 ");
    }

    @Test
    void aStopSaysGoodbyeAndFreesThePorts() throws Exception {
        SmtpActivationSpec spec = specs.get(SmtpService.RELAY);
        Wire client = SocketWire.connect(LOOPBACK, spec.plainPort());
        client.receive();
        adapter.endpointDeactivation(host.factory(), spec);
        assertThat(toTheEnd(client)).startsWith("421 4.3.2 ");
        new ServerSocket(spec.plainPort(), 1, InetAddress.getByName(LOOPBACK)).close();
    }

    @Test
    void aPortInUseFailsTheActivationAndOpensNone() throws Exception {
        SmtpActivationSpec spec = spec(SmtpService.SUBMISSION);
        spec.setTlsPort(specs.get(SmtpService.RELAY).getPort());
        assertThatThrownBy(() -> adapter.endpointActivation(host.factory(), spec))
                .isInstanceOf(ResourceException.class)
                .hasMessageContaining("is in use");
        new ServerSocket(spec.plainPort(), 1, InetAddress.getByName(LOOPBACK)).close();
    }

    private SmtpActivationSpec spec(SmtpService service) throws IOException {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setService(service.name());
        spec.setHostname("mail.example.test");
        spec.setBind(LOOPBACK);
        spec.setPort(Integer.toString(freePort()));
        spec.setTlsPort(Integer.toString(freePort()));
        spec.setDataDirectory(data.toString());
        spec.setWorkers("4");
        spec.setExtensions(
                switch (service) {
                    case RELAY -> "DSN,DELIVERBY,REQUIRETLS";
                    case SUBMISSION -> "DSN,FUTURERELEASE,DELIVERBY,MT-PRIORITY";
                    case LMTP -> "DSN,DELIVERBY";
                });
        return spec;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String toTheEnd(Wire client) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] more = client.receive();
        while (more.length > 0) {
            text.append(new String(more, StandardCharsets.ISO_8859_1));
            more = client.receive();
        }
        return text.toString();
    }

    private long spooled() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("spool"))) {
            return files.count();
        }
    }

    private final class OverSockets extends SmtpEnvironment {

        @Override
        public Wire connect(String service) throws Exception {
            List<String> words = List.of(service.split(" "));
            SmtpService kind = words.get(0).isEmpty()
                    ? SmtpService.RELAY
                    : SmtpService.valueOf(words.get(0).toUpperCase(Locale.ROOT));
            SmtpActivationSpec spec = specs.get(kind);
            return words.contains("tls")
                    ? SocketWire.connectTls(LOOPBACK, spec.implicitTlsPort())
                    : SocketWire.connect(LOOPBACK, spec.plainPort());
        }
    }
}
