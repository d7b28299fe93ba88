package org.facteur.wire.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.facteur.api.MailStoreException;
import org.facteur.api.StartupReport;
import org.facteur.wire.listener.Encryption;
import org.facteur.wire.listener.ListenerPort;
import org.facteur.wire.listener.PlaySession.Play;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ListenerResourceAdapterTest {

    /** What a bean would implement. */
    public interface PlayListener {
        void play() throws MailStoreException;
    }

    /** Nothing but the common properties. */
    public static class PlaySpec extends ListenerActivationSpec {
        private static final long serialVersionUID = 1L;
    }

    private static final class PlayAdapter extends ListenerResourceAdapter<PlayListener, PlaySpec> {
        private final Play play;

        PlayAdapter(Play play) {
            super("Play", PlayListener.class, PlaySpec.class);
            this.play = play;
        }

        @Override
        protected List<ListenerPort> ports(PlaySpec spec, PlayListener listener) throws InvalidPropertyException {
            return List.of(
                    new ListenerPort("play", spec.plainPort(), Encryption.ON_REQUEST, play::open),
                    new ListenerPort("plays", spec.implicitTlsPort(), Encryption.IMPLICIT, play::open));
        }
    }

    @TempDir
    Path data;

    private final Play play = new Play();
    private final EndpointHost<PlayListener> host = new EndpointHost<>(PlayListener.class, () -> {});
    private final PlayAdapter adapter = new PlayAdapter(play);

    @BeforeEach
    void start() {
        adapter.start(host.context());
    }

    @AfterEach
    void stop() {
        adapter.stop();
        host.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return probe.getLocalPort();
        }
    }

    private PlaySpec spec(int port) {
        PlaySpec spec = new PlaySpec();
        spec.setBind("127.0.0.1");
        spec.setPort(Integer.toString(port));
        spec.setDataDirectory(data.toString());
        spec.setHostname("mail.example.test");
        return spec;
    }

    private static String greeting(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void anActivationOpensItsPortsAndADeactivationFreesThem() throws Exception {
        int port = freePort();
        PlaySpec spec = spec(port);
        adapter.endpointActivation(host.factory(), spec);
        assertThat(greeting(port)).isEqualTo("hello\r\n");
        assertThat(data.resolve("spool")).isDirectory();
        adapter.endpointDeactivation(host.factory(), spec);
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(free.isBound()).isTrue();
        }
        adapter.endpointDeactivation(host.factory(), spec);
    }

    @Test
    void twoActivationsLiveSideBySide() throws Exception {
        int first = freePort();
        int second = freePort();
        PlaySpec spec = spec(first);
        adapter.endpointActivation(host.factory(), spec);
        adapter.endpointActivation(host.factory(), spec(second));
        adapter.endpointDeactivation(host.factory(), spec);
        assertThat(greeting(second)).isEqualTo("hello\r\n");
    }

    @Test
    void aPortInUseFailsTheActivationWithASentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            PlaySpec spec = spec(freePort());
            spec.setTlsPort(Integer.toString(taken.getLocalPort()));
            String sentence = "Port " + taken.getLocalPort() + " on 127.0.0.1 is in use";
            assertThatThrownBy(() -> adapter.endpointActivation(host.factory(), spec))
                    .isInstanceOf(ResourceException.class)
                    .hasMessage(sentence);
            assertThat(StartupReport.failures()).contains("Play: " + sentence);
            try (ServerSocket free = new ServerSocket(spec.plainPort(), 1, InetAddress.getByName("127.0.0.1"))) {
                assertThat(free.isBound()).isTrue();
            }
        }
    }

    @Test
    void aFailedActivationTakesNoWorkersForEver() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> adapter.endpointActivation(host.factory(), spec(taken.getLocalPort())))
                        .hasMessageContaining("is in use");
            }
        }
    }

    @Test
    void anEndpointWithoutPortsTakesNothing() throws Exception {
        for (int i = 0; i < 10; i++) {
            adapter.endpointActivation(host.factory(), spec(0));
        }
        assertThat(play.sessions).isEmpty();
    }

    @Test
    void anotherSpecIsRefused() {
        ActivationSpec foreign = new ActivationSpec() {
            @Override
            public void validate() {}

            @Override
            public ResourceAdapter getResourceAdapter() {
                return adapter;
            }

            @Override
            public void setResourceAdapter(ResourceAdapter other) {}
        };
        assertThatThrownBy(() -> adapter.endpointActivation(host.factory(), foreign))
                .isInstanceOf(ResourceException.class);
        assertThat(adapter.getXAResources(new ActivationSpec[] {foreign})).isEmpty();
    }

    @Test
    void everyPropertyIsCheckedWithASentence() throws Exception {
        Path file = Files.createFile(data.resolve("file"));
        assertRefused(PlaySpec::setPort, "imap", "The property port is 'imap', which is no number from 0 to 65535");
        assertRefused(PlaySpec::setPort, "65536", "The property port is '65536', which is no number from 0 to 65535");
        assertRefused(PlaySpec::setTlsPort, "-1", "The property tlsPort is '-1', which is no number from 0 to 65535");
        assertRefused(PlaySpec::setBind, " , ", "The property bind names no address");
        assertRefused(
                PlaySpec::setAllowPlaintextAuth,
                "yes",
                "The property allowPlaintextAuth is 'yes', which is neither true nor false");
        assertRefused(
                PlaySpec::setMaxConnections,
                "0",
                "The property maxConnections is '0', which is no number from 1 to 1000000");
        assertRefused(PlaySpec::setWorkers, "200", "The property workers is '200', which is no number from 1 to 150");
        assertRefused(PlaySpec::setTlsKey, "key.pem", "A TLS certificate needs its key, and a key its certificate");
        assertRefused(PlaySpec::setDataDirectory, file.toString(), "The folder " + file + "/spool cannot be made");
    }

    private void assertRefused(BiConsumer<PlaySpec, String> setter, String value, String sentence) throws IOException {
        PlaySpec spec = spec(freePort());
        setter.accept(spec, value);
        assertThatThrownBy(() -> adapter.endpointActivation(host.factory(), spec))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessage(sentence);
    }

    @Test
    void anEmptyPortIsOffAndSpaceDoesNoHarm() throws Exception {
        PlaySpec spec = spec(0);
        spec.setPort("");
        spec.setTlsPort(" 2995 ");
        assertThat(spec.plainPort()).isZero();
        assertThat(spec.implicitTlsPort()).isEqualTo(2995);
        spec.setBind("localhost, 192.0.2.1");
        assertThat(spec.bindAddresses()).containsExactly("localhost", "192.0.2.1");
    }

    @Test
    void aSpecBelongsToOneAdapter() throws Exception {
        PlaySpec spec = spec(0);
        spec.setResourceAdapter(adapter);
        assertThat(spec.getResourceAdapter()).isSameAs(adapter);
        assertThatThrownBy(() -> spec.setResourceAdapter(new PlayAdapter(play))).isInstanceOf(ResourceException.class);
    }
}
