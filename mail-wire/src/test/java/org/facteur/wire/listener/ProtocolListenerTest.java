package org.facteur.wire.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.wire.abuse.AbuseLimits;
import org.facteur.wire.listener.PlaySession.Play;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.SessionFactory;
import org.facteur.wire.tls.TlsIdentity;
import org.facteur.wire.transcript.SocketWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProtocolListenerTest {

    private static final Duration SHORT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final Play play = new Play();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeEverything() throws Exception {
        play.unblock.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        workers.shutdownNow();
        assertThat(workers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(play.sessions).allSatisfy(session -> {
            assertThat(session.violations).isEmpty();
            assertThat(session.closedCalls).hasValue(1);
        });
    }

    private ProtocolListener start(int maxConnections, AbuseLimits abuse, Executor executor, Encryption encryption)
            throws Exception {
        SessionFactory sessions = new SessionFactory() {
            @Override
            public Session open(ConnectionContext connection) {
                return play.open(connection);
            }

            @Override
            public String refusal() {
                return "full\r\n";
            }

            @Override
            public String blocked() {
                return "blocked\r\n";
            }
        };
        ProtocolListener listener = ProtocolListener.start(
                new ListenerSettings(
                        List.of("127.0.0.1"), false, Set.of(), Optional.empty(), maxConnections, 1, List.of(), abuse),
                List.of(new ListenerPort("play", 0, encryption, sessions)),
                TlsIdentity.selfSigned(folder, "localhost"),
                loops,
                executor);
        opened.add(() -> listener.stop(Duration.ofSeconds(2)));
        return listener;
    }

    private ProtocolListener start() throws Exception {
        return start(10_000, AbuseLimits.NONE, workers, Encryption.ON_REQUEST);
    }

    private static AbuseLimits limits(String text) {
        return AbuseLimits.parse(text, List.of());
    }

    private static int port(ProtocolListener listener) {
        return listener.addresses().get(0).getPort();
    }

    private Client connect(ProtocolListener listener) throws IOException {
        Client client = new Client(new Socket(InetAddress.getByName("127.0.0.1"), port(listener)));
        opened.add(0, client);
        return client;
    }

    /** The other end, as simple as can be. */
    private record Client(Socket socket) implements AutoCloseable {

        Client {
            try {
                socket.setSoTimeout(20_000);
            } catch (SocketException e) {
                throw new IllegalStateException(e);
            }
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    return line + "[end]";
                }
                line.append((char) octet);
            }
            return line.substring(0, line.length() - 1);
        }

        String rest() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void pipelinedCommandsAreAnsweredInTheirOrder() throws Exception {
        Client client = connect(start());
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            commands.append("echo ").append(i).append("\r\n");
        }
        CompletableFuture<Void> talk = CompletableFuture.runAsync(() -> {
            try {
                client.say(commands.toString());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(client.line()).isEqualTo("hello");
        for (int i = 0; i < 5000; i++) {
            assertThat(client.line()).isEqualTo(Integer.toString(i));
        }
        talk.get();
    }

    @Test
    void aClientThatDoesNotReadFiftyMegabytesCostsLittleMemoryAndNoThread() throws Exception {
        long size = 50L * 1024 * 1024;
        Client client = connect(start());
        assertThat(client.line()).isEqualTo("hello");
        client.say("big " + size + "\r\necho after\r\n");
        await().atMost(SHORT).until(() -> play.written.get() > 0);
        long[] before = {-1};
        // The kernel takes what its buffers hold; then nothing moves any more.
        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    long now = play.written.get();
                    boolean still = now == before[0];
                    before[0] = now;
                    return still;
                });
        assertThat(play.written.get()).isLessThan(16L * 1024 * 1024);
        CompletableFuture<?>[] free = new CompletableFuture<?>[4];
        for (int i = 0; i < free.length; i++) {
            free[i] = CompletableFuture.runAsync(() -> {}, workers);
        }
        CompletableFuture.allOf(free).get(5, TimeUnit.SECONDS);

        InputStream in = client.socket().getInputStream();
        byte[] buffer = new byte[64 * 1024];
        long position = 0;
        while (position < size) {
            int length = in.read(buffer, 0, (int) Math.min(buffer.length, size - position));
            assertThat(length).isPositive();
            for (int i = 0; i < length; i++) {
                if (buffer[i] != (byte) ((position + i) % 251)) {
                    throw new AssertionError("octet " + (position + i) + " is wrong");
                }
            }
            position += length;
        }
        assertThat(client.line()).isEqualTo("after");
    }

    @Test
    void aThousandIdleConnectionsUseNoThreads() throws Exception {
        ProtocolListener listener = start();
        List<Client> clients = new ArrayList<>();
        connect(listener).line();
        int before = Thread.activeCount();
        for (int i = 0; i < 1000; i++) {
            Client client = connect(listener);
            assertThat(client.line()).isEqualTo("hello");
            clients.add(client);
        }
        assertThat(listener.connectionCount()).isEqualTo(1001);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 4);
        CompletableFuture<?>[] free = new CompletableFuture<?>[4];
        for (int i = 0; i < free.length; i++) {
            free[i] = CompletableFuture.runAsync(() -> {}, workers);
        }
        CompletableFuture.allOf(free).get(5, TimeUnit.SECONDS);
        clients.get(500).say("echo still here\r\n");
        assertThat(clients.get(500).line()).isEqualTo("still here");
        for (Client client : clients) {
            client.close();
        }
        await().atMost(SHORT).until(() -> listener.connectionCount() == 1);
    }

    @Test
    void whatStandsBehindStartTlsInPlaintextIsDropped() throws Exception {
        try (SocketWire wire = SocketWire.connect("127.0.0.1", port(start()))) {
            assertThat(text(wire)).isEqualTo("hello\r\n");
            wire.send("tls\r\necho smuggled\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(text(wire)).isEqualTo("go\r\n");
            wire.startTls();
            wire.send("who\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(text(wire)).startsWith("TLSv1.3 TLS_");
            wire.send("quit\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(text(wire)).isEqualTo("bye\r\n");
            assertThat(wire.receive()).isEmpty();
        }
    }

    @Test
    void implicitTlsGreetsAfterTheHandshake() throws Exception {
        ProtocolListener listener = start(10, AbuseLimits.NONE, workers, Encryption.IMPLICIT);
        try (SocketWire wire = SocketWire.connectTls("127.0.0.1", port(listener))) {
            assertThat(text(wire)).isEqualTo("hello\r\n");
            assertThat(play.sessions.get(0).connection.canStartTls()).isFalse();
            assertThat(play.sessions.get(0).connection.allowsPlaintextPassword())
                    .isTrue();
            wire.send("big 1000000\r\n".getBytes(StandardCharsets.US_ASCII));
            long received = 0;
            while (received < 1_000_000) {
                received += wire.receive().length;
            }
            assertThat(received).isEqualTo(1_000_000);
        }
    }

    @Test
    void garbageInsteadOfAHandshakeEndsTheConnectionAndNoSessionIsOpened() throws Exception {
        Client client = connect(start(10, AbuseLimits.NONE, workers, Encryption.IMPLICIT));
        client.say("EHLO i.am.lost\r\n\r\n\r\n\r\n\r\n\r\n");
        client.rest();
        assertThat(play.sessions).isEmpty();
    }

    @Test
    void aClientThatEndsItsOutputStillGetsItsAnswers() throws Exception {
        Client client = connect(start());
        client.say("echo one\r\necho two\r\necho unfinished");
        client.socket().shutdownOutput();
        assertThat(client.rest()).isEqualTo("hello\r\none\r\ntwo\r\n");
    }

    @Test
    void theLastWordsReachAClientThatGoesOnSending() throws Exception {
        Client client = connect(start());
        client.say("quit\r\n" + "echo unread\r\n".repeat(20_000));
        assertThat(client.rest()).isEqualTo("hello\r\nbye\r\n");
    }

    @Test
    void aDefectIsAnsweredAndEndsTheConnection() throws Exception {
        Client client = connect(start());
        client.say("echo one\r\nfail\r\necho never\r\n");
        assertThat(client.rest()).isEqualTo("hello\r\none\r\nsorry\r\n");
    }

    @Test
    void aDefectOrALostStoreInTheMiddleOfAnAnswerJustEndsTheConnection() throws Exception {
        ProtocolListener listener = start();
        Client first = connect(listener);
        first.say("break\r\n");
        assertThat(first.rest()).isEqualTo("hello\r\nhalf of an ans");
        Client second = connect(listener);
        second.say("tear\r\n");
        assertThat(second.rest()).isEqualTo("hello\r\nhalf of an ans");
    }

    @Test
    void whoOffendsTooOftenIsToldSoAndNotAdmittedAgain() throws Exception {
        ProtocolListener listener =
                start(10, limits("badCommands=2 delay=PT0S block=PT10M"), workers, Encryption.ON_REQUEST);
        Client client = connect(listener);
        client.say("offend\r\noffend\r\necho x\r\n");
        assertThat(client.rest()).isEqualTo("hello\r\ntut\r\ntut\r\nenough\r\n");
        assertThat(connect(listener).rest()).isEqualTo("blocked\r\n");
    }

    @Test
    void aSilentClientIsToldSoAndDisconnected() throws Exception {
        play.patience = Duration.ofMillis(200);
        Client client = connect(start());
        assertThat(client.rest()).isEqualTo("hello\r\ntoo slow\r\n");
    }

    @Test
    void wakingASessionDoesNotMakeItsClientLessSilent() throws Exception {
        play.patience = Duration.ofMillis(400);
        play.silentWhenWoken = true;
        Client client = connect(start());
        assertThat(client.line()).isEqualTo("hello");
        PlaySession session = play.sessions.get(0);
        await().pollInterval(Duration.ofMillis(20)).atMost(SHORT).until(() -> {
            session.connection.wake();
            return session.closedCalls.get() == 1;
        });
        assertThat(session.wakes).hasValueGreaterThan(1);
        assertThat(client.rest()).isEqualTo("too slow\r\n");
    }

    @Test
    void aWakeUpCallComesInTime() throws Exception {
        Client client = connect(start());
        assertThat(client.line()).isEqualTo("hello");
        play.sessions.get(0).connection.wakeAfter(Duration.ofMinutes(5));
        play.sessions.get(0).connection.wakeAfter(Duration.ofMillis(50));
        assertThat(client.line()).isEqualTo("* woken 1");
    }

    @Test
    void activityKeepsTheConnection() throws Exception {
        play.patience = Duration.ofMillis(600);
        Client client = connect(start());
        assertThat(client.line()).isEqualTo("hello");
        long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
        while (System.nanoTime() < end) {
            client.say("echo x\r\n");
            assertThat(client.line()).isEqualTo("x");
        }
        assertThat(client.rest()).isEqualTo("too slow\r\n");
    }

    @Test
    void aClientThatNeverReadsIsCutOffInTheEnd() throws Exception {
        play.patience = Duration.ofMillis(300);
        ProtocolListener listener = start();
        Client client = connect(listener);
        client.say("big 500000000\r\n");
        await().atMost(Duration.ofSeconds(20)).until(() -> listener.connectionCount() == 0);
    }

    @Test
    void aWorkingSessionFinishesItsUnitBeforeItStops() throws Exception {
        ProtocolListener listener = start();
        Client working = connect(listener);
        Client idle = connect(listener);
        assertThat(idle.line()).isEqualTo("hello");
        working.say("block\r\n");
        assertThat(play.blocked.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> listener.stop(Duration.ofSeconds(10)));
        assertThat(idle.rest()).isEqualTo("stopping\r\n");
        assertThat(stopped).isNotDone();
        play.unblock.countDown();
        assertThat(working.rest()).isEqualTo("hello\r\ndone\r\nstopping\r\n");
        working.close();
        idle.close();
        stopped.get(10, TimeUnit.SECONDS);
        assertThat(listener.connectionCount()).isZero();
    }

    @Test
    void stoppingIsBoundedInTimeAndThePortIsFreeAfterwards() throws Exception {
        ProtocolListener listener = start();
        Client client = connect(listener);
        client.say("block\r\n");
        assertThat(play.blocked.await(30, TimeUnit.SECONDS)).isTrue();
        int port = port(listener);
        listener.stop(Duration.ofMillis(100));
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new java.net.InetSocketAddress("127.0.0.1", port));
            assertThat(free.isBound()).isTrue();
        }
        play.unblock.countDown();
        await().atMost(SHORT).until(() -> listener.connectionCount() == 0);
    }

    @Test
    void wakingFromManyThreadsNeverRunsTheSessionTwiceAtOnce() throws Exception {
        Client client = connect(start());
        assertThat(client.line()).isEqualTo("hello");
        ConnectionContext connection = play.sessions.get(0).connection;
        Thread[] wakers = new Thread[4];
        for (int i = 0; i < wakers.length; i++) {
            wakers[i] = new Thread(() -> {
                for (int n = 0; n < 2000; n++) {
                    connection.wake();
                }
            });
            wakers[i].start();
        }
        for (int i = 0; i < 200; i++) {
            client.say("echo " + i + "\r\n");
        }
        int echoed = 0;
        int woken = 0;
        while (echoed < 200) {
            String line = client.line();
            if (line.startsWith("* woken ")) {
                assertThat(line).isEqualTo("* woken " + ++woken);
            } else {
                assertThat(line).isEqualTo(Integer.toString(echoed++));
            }
        }
        for (Thread waker : wakers) {
            waker.join();
        }
        connection.wake();
        client.say("quit\r\n");
        assertThat(client.rest()).contains("* woken ").endsWith("bye\r\n");
    }

    @Test
    void aWakeInTheMiddleOfAnAnswerWaitsForItsEnd() throws Exception {
        Client client = connect(start());
        assertThat(client.line()).isEqualTo("hello");
        client.say("big 20000000\r\n");
        await().atMost(SHORT).until(() -> play.written.get() > 0);
        play.sessions.get(0).connection.wake();
        byte[] answer = client.socket().getInputStream().readNBytes(20_000_000);
        assertThat(answer[19_999_999]).isEqualTo((byte) (19_999_999 % 251));
        assertThat(client.line()).isEqualTo("* woken 1");
    }

    @Test
    void noConnectionIsLostWhileThereIsNoWorker() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        Executor reluctant = task -> {
            if (refusals.incrementAndGet() % 3 != 0) {
                throw new RejectedExecutionException("busy");
            }
            workers.execute(task);
        };
        Client client = connect(start(10, AbuseLimits.NONE, reluctant, Encryption.ON_REQUEST));
        assertThat(client.line()).isEqualTo("hello");
        client.say("echo one\r\n");
        assertThat(client.line()).isEqualTo("one");
        client.say("quit\r\n");
        assertThat(client.rest()).isEqualTo("bye\r\n");
        assertThat(refusals).hasValueGreaterThan(3);
    }

    @Test
    void whoFindsNoRoomIsToldSo() throws Exception {
        ProtocolListener listener = start(2, AbuseLimits.NONE, workers, Encryption.ON_REQUEST);
        Client first = connect(listener);
        Client second = connect(listener);
        assertThat(first.line()).isEqualTo("hello");
        assertThat(second.line()).isEqualTo("hello");
        assertThat(connect(listener).rest()).isEqualTo("full\r\n");
        second.close();
        await().atMost(SHORT).until(() -> listener.connectionCount() == 1);
        assertThat(connect(listener).line()).isEqualTo("hello");
    }

    @Test
    void oneAddressMayNotTakeAllThePlaces() throws Exception {
        ProtocolListener listener = start(10, limits("connections=1"), workers, Encryption.ON_REQUEST);
        assertThat(connect(listener).line()).isEqualTo("hello");
        assertThat(connect(listener).rest()).isEqualTo("full\r\n");
    }

    @Test
    void aPortInUseIsSaidInOneSentenceAndNothingStaysOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int free = probe.getLocalPort();
            probe.close();
            List<ListenerPort> ports = List.of(
                    new ListenerPort("one", free, Encryption.ON_REQUEST, play::open),
                    new ListenerPort("two", taken.getLocalPort(), Encryption.ON_REQUEST, play::open));
            TlsIdentity tls = TlsIdentity.selfSigned(folder, "localhost");
            ListenerSettings settings = new ListenerSettings(
                    List.of("localhost"), false, Set.of(), Optional.empty(), 10, 0, List.of(), AbuseLimits.NONE);
            assertThatThrownBy(() -> ProtocolListener.start(settings, ports, tls, loops, workers))
                    .isInstanceOf(ListenerException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " on localhost is in use");
            try (ServerSocket again = new ServerSocket(free, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThat(again.isBound()).isTrue();
            }
        }
    }

    @Test
    void localhostIsBothLoopbackAddresses() throws Exception {
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = probe.getLocalPort();
        }
        ProtocolListener listener = ProtocolListener.start(
                new ListenerSettings(
                        List.of("localhost"), false, Set.of(), Optional.empty(), 10, 0, List.of(), AbuseLimits.NONE),
                List.of(new ListenerPort("play", port, Encryption.ON_REQUEST, play::open)),
                TlsIdentity.selfSigned(folder, "localhost"),
                loops,
                workers);
        opened.add(() -> listener.stop(SHORT));
        for (var address : listener.addresses()) {
            try (Client client = new Client(new Socket(address.getAddress(), port))) {
                assertThat(client.line()).isEqualTo("hello");
            }
        }
        assertThat(listener.addresses()).hasSizeBetween(1, 2).allMatch(each -> each.getPort() == port);
    }

    private static String text(SocketWire wire) throws IOException {
        return new String(wire.receive(), StandardCharsets.ISO_8859_1);
    }
}
