package org.facteur.wire.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.facteur.api.network.Network;
import org.facteur.wire.abuse.AbuseLimits;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.SessionFactory;
import org.facteur.wire.tls.TlsIdentity;
import org.facteur.wire.transcript.SocketWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** For whom a proxy comes, and that nobody else can say so. */
@Timeout(60)
class ProxyProtocolTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    @TempDir
    Path folder;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() throws Exception {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        workers.shutdownNow();
    }

    @Test
    void aLineNamesTheClient() throws Exception {
        assertThat(said("PROXY TCP4 192.0.2.7 198.51.100.1 56324 25\r\nHello", 10, "127.0.0.0/8"))
                .isEqualTo("192.0.2.7:56324 to 198.51.100.1:25 says Hello");
        assertThat(said("PROXY TCP6 2001:db8::7 2001:db8::1 56324 25\r\nHello", 10, "127.0.0.1"))
                .isEqualTo("2001:db8:0:0:0:0:0:7:56324 to 2001:db8:0:0:0:0:0:1:25 says Hello");
    }

    @Test
    void aHeaderInBinaryNamesTheClient() throws Exception {
        String header = SIGNATURE + "21" + "11" + "000c" + "c0000207" + "c6336401" + "dc04" + "0019";
        assertThat(said(binary(header) + "Hello", 10, "127.0.0.1"))
                .isEqualTo("192.0.2.7:56324 to 198.51.100.1:25 says Hello");
    }

    @Test
    void aProxyMayComeForItself() throws Exception {
        assertThat(said("PROXY UNKNOWN\r\nHello", 10, "127.0.0.1")).startsWith("127.0.0.1:");
        assertThat(said(binary(SIGNATURE + "20" + "00" + "0000") + "Hello", 10, "127.0.0.1"))
                .startsWith("127.0.0.1:");
    }

    @Test
    void theHeaderMayComeInPieces() throws Exception {
        assertThat(said("PROXY TCP4 192.0.2.7 198.51.100.1 56324 25\r\nHello", 1, "127.0.0.1"))
                .isEqualTo("192.0.2.7:56324 to 198.51.100.1:25 says Hello");
    }

    @Test
    void aProxyThatSaysSomethingElseIsNotServed() throws Exception {
        assertThat(said("EHLO client.example\r\n", 10, "127.0.0.1")).isEmpty();
        assertThat(said("PROXY TCP4 192.0.2.7\r\nHello", 10, "127.0.0.1")).isEmpty();
        assertThat(said("PROXY " + "x".repeat(200), 10, "127.0.0.1")).isEmpty();
    }

    @Test
    void whoIsNoProxySaysNothingSpecialByIt() throws Exception {
        assertThat(said("PROXY TCP4 192.0.2.7 198.51.100.1 56324 25\r\nHello", 10, "192.0.2.0/24"))
                .startsWith("127.0.0.1:")
                .endsWith("says PROXY TCP4 192.0.2.7 198.51.100.1 56324 25\r\nHello");
    }

    @Test
    void tlsBeginsBehindTheHeader() throws Exception {
        ProtocolListener listener = start(Encryption.IMPLICIT, "127.0.0.1");
        try (SocketWire wire =
                SocketWire.connect("127.0.0.1", listener.addresses().get(0).getPort())) {
            wire.send("PROXY TCP4 192.0.2.7 198.51.100.1 56324 25\r\n".getBytes(StandardCharsets.US_ASCII));
            wire.startTls();
            assertThat(new String(wire.receive(), StandardCharsets.US_ASCII))
                    .isEqualTo("192.0.2.7:56324 to 198.51.100.1:25 says ");
        } finally {
            listener.stop(Duration.ofSeconds(2));
        }
    }

    /** What the client reads until the end, when it has sent this and ended its output. */
    private String said(String octets, int piece, String proxies) throws Exception {
        ProtocolListener listener = start(Encryption.ON_REQUEST, proxies);
        try (Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"), listener.addresses().get(0).getPort())) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            byte[] sent = octets.getBytes(StandardCharsets.ISO_8859_1);
            for (int at = 0; at < sent.length; at += piece) {
                socket.getOutputStream().write(sent, at, Math.min(piece, sent.length - at));
            }
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException reset) {
            return "";
        } finally {
            listener.stop(Duration.ofSeconds(2));
        }
    }

    private ProtocolListener start(Encryption encryption, String proxies) throws Exception {
        return ProtocolListener.start(
                new ListenerSettings(
                        List.of("127.0.0.1"),
                        false,
                        Set.of(),
                        Optional.empty(),
                        10,
                        0,
                        List.of(Network.parse(proxies)),
                        AbuseLimits.NONE),
                List.of(new ListenerPort("play", 0, encryption, new Echo())),
                TlsIdentity.selfSigned(folder, "localhost"),
                loops,
                workers);
    }

    private static String binary(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    /** Says where the client is, and then what it says. */
    private static final class Echo implements SessionFactory {

        @Override
        public Session open(ConnectionContext connection) {
            return new EchoSession(connection);
        }

        @Override
        public String refusal() {
            return "full\r\n";
        }
    }

    private record EchoSession(ConnectionContext connection) implements Session {

        @Override
        public Answer greet() {
            return Answer.text(connection.remoteAddress().getAddress().getHostAddress() + ":"
                    + connection.remoteAddress().getPort() + " to "
                    + connection.localAddress().getAddress().getHostAddress() + ":"
                    + connection.localAddress().getPort() + " says ");
        }

        @Override
        public Answer advance(ByteBuf input) {
            return Answer.text(input.readCharSequence(input.readableBytes(), StandardCharsets.ISO_8859_1)
                    .toString());
        }

        @Override
        public Answer woken() {
            return Answer.NOTHING;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Answer timedOut() {
            return Answer.NOTHING;
        }

        @Override
        public Answer stopping() {
            return Answer.NOTHING;
        }

        @Override
        public Answer failed() {
            return Answer.text("failed");
        }

        @Override
        public void closed() {}
    }
}
