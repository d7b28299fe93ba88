package org.facteur.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.facteur.wire.abuse.AbuseGuard;
import org.facteur.wire.abuse.AbuseLimits;
import org.facteur.wire.listener.PlaySession;
import org.facteur.wire.listener.PlaySession.Play;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.SessionFactory;
import org.facteur.wire.tls.TlsIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection step by step: worker and event loop take turns when the test says so. */
class ConnectionTest {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    @TempDir
    Path folder;

    private final Play play = new Play();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final ReadCounter reads = new ReadCounter();
    private final CompressedConnections compressed = new CompressedConnections(1);
    private AbuseGuard guard = AbuseGuard.shared(AbuseLimits.NONE);

    /** Counts how often more input is asked for. */
    @ChannelHandler.Sharable
    private static final class ReadCounter extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void read(ChannelHandlerContext ctx) {
            count++;
            ctx.read();
        }
    }

    private EmbeddedChannel open(SessionFactory sessions) throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAutoRead(false);
        ConnectionSettings settings = new ConnectionSettings(
                tasks::add,
                TlsIdentity.selfSigned(folder, "localhost"),
                Duration.ofSeconds(1),
                false,
                Set.of(),
                Optional.empty(),
                compressed,
                guard);
        channel.pipeline().addLast(reads);
        channel.pipeline().addLast(new Connection(settings, sessions, false, channel, HERE, HERE));
        return channel;
    }

    /** Lets the worker do all it can, and the event loop what comes of it. */
    private void work(EmbeddedChannel channel) {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            channel.runPendingTasks();
        }
    }

    private static void receive(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    private static String sent(EmbeddedChannel channel) {
        StringBuilder text = new StringBuilder();
        for (ByteBuf octets = channel.readOutbound(); octets != null; octets = channel.readOutbound()) {
            text.append(octets.toString(StandardCharsets.ISO_8859_1));
            octets.release();
        }
        return text.toString();
    }

    @Test
    void moreIsReadOnlyWhileTheWorkerKeepsUp() throws Exception {
        EmbeddedChannel channel = open(play::open);
        work(channel);
        int before = reads.count;
        receive(channel, "silent\r\n".repeat(1000));
        assertThat(reads.count).isEqualTo(before + 1);
        receive(channel, "silent\r\n".repeat(2000));
        assertThat(reads.count).as("the window is full").isEqualTo(before + 1);
        work(channel);
        assertThat(reads.count).as("the worker has taken everything").isEqualTo(before + 2);
        channel.close();
        work(channel);
    }

    @Test
    void whoIsSlowedWaitsForTheAnswerAndKeepsNoWorker() throws Exception {
        // Limits of its own, so that no other test has offended against them.
        guard = AbuseGuard.shared(AbuseLimits.parse("badCommands=3 delay=PT29S", List.of()));
        EmbeddedChannel channel = open(play::open);
        channel.freezeTime();
        work(channel);
        receive(channel, "offend\r\noffend\r\necho b\r\n");
        work(channel);
        assertThat(sent(channel)).isEqualTo("hello\r\ntut\r\n");
        channel.advanceTimeBy(28, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        play.sessions.get(0).connection.wake();
        work(channel);
        assertThat(sent(channel)).as("it is held back whatever happens").isEmpty();
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        work(channel);
        assertThat(sent(channel)).startsWith("tut\r\n").endsWith("b\r\n");
        channel.close();
        work(channel);
    }

    @Test
    void aServerThatStopsHoldsNobodyBack() throws Exception {
        guard = AbuseGuard.shared(AbuseLimits.parse("badCommands=2 delay=PT28S", List.of()));
        EmbeddedChannel channel = open(play::open);
        work(channel);
        receive(channel, "offend\r\n");
        work(channel);
        assertThat(sent(channel)).isEqualTo("hello\r\n");
        ((Connection) play.sessions.get(0).connection).stop();
        work(channel);
        assertThat(sent(channel)).isEqualTo("tut\r\nstopping\r\n");
        channel.close();
        work(channel);
    }

    @Test
    void anAnswerWaitsForWhatItDependsOnAndKeepsNoWorker() throws Exception {
        EmbeddedChannel channel = open(play::open);
        work(channel);
        receive(channel, "wait\r\necho b\r\n");
        work(channel);
        assertThat(sent(channel)).isEqualTo("hello\r\n");
        play.awaited.complete("known");
        assertThat(tasks).as("the worker is called back").hasSize(1);
        work(channel);
        assertThat(sent(channel)).isEqualTo("known\r\nb\r\n");
        channel.close();
        work(channel);
    }

    @Test
    void manySignalsCallOneWorker() throws Exception {
        EmbeddedChannel channel = open(play::open);
        assertThat(tasks).hasSize(1);
        receive(channel, "echo a\r\n");
        receive(channel, "echo b\r\n");
        play.sessions.forEach(session -> session.connection.wake());
        assertThat(tasks).hasSize(1);
        work(channel);
        assertThat(sent(channel)).isEqualTo("hello\r\na\r\nb\r\n");
        play.sessions.get(0).connection.wake();
        play.sessions.get(0).connection.wake();
        assertThat(tasks).hasSize(1);
        work(channel);
        assertThat(sent(channel)).isEqualTo("* woken 1\r\n");
        channel.close();
        work(channel);
    }

    @Test
    void anEndInTheMiddleOfALineClosesTheSessionOnce() throws Exception {
        EmbeddedChannel channel = open(play::open);
        work(channel);
        receive(channel, "echo unfin");
        channel.close();
        work(channel);
        PlaySession session = play.sessions.get(0);
        assertThat(session.closedCalls).hasValue(1);
        session.connection.wake();
        assertThat(tasks).isEmpty();
        assertThat(session.violations).isEmpty();
    }

    @Test
    void aClientThatIsGoneBeforeAWorkerCameOpensNoSession() throws Exception {
        EmbeddedChannel channel = open(play::open);
        channel.close();
        work(channel);
        assertThat(play.sessions).isEmpty();
    }

    @Test
    void aBusyClientLeavesItsWorkerToOthersNowAndThen() throws Exception {
        EmbeddedChannel channel = open(play::open);
        work(channel);
        receive(channel, "echo x\r\n".repeat(1000));
        int turns = 0;
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            channel.runPendingTasks();
            turns++;
        }
        assertThat(turns).isGreaterThan(10);
        assertThat(sent(channel)).isEqualTo("hello\r\n" + "x\r\n".repeat(1000));
        channel.close();
        work(channel);
    }

    @Test
    void aSessionThatNeverConsumesIsADefectAndCostsBoundedMemory() throws Exception {
        EmbeddedChannel channel = open(Glutton::new);
        work(channel);
        String much = "x".repeat(10_000);
        for (int i = 0; i < 200 && channel.isOpen(); i++) {
            receive(channel, much);
            work(channel);
        }
        assertThat(channel.isOpen()).isFalse();
        assertThat(sent(channel)).isEqualTo("hello\r\nsorry\r\n");
    }

    @Test
    void bothDirectionsAreCompressedAndPlainAgain() throws Exception {
        EmbeddedChannel channel = open(play::open);
        try (Peer peer = new Peer(channel)) {
            receive(channel, "deflate\r\n");
            work(channel);
            assertThat(sent(channel)).isEqualTo("hello\r\nsmaller\r\n");
            assertThat(peer.say("echo " + "x".repeat(900) + "\r\n")).isEqualTo("x".repeat(900) + "\r\n");
            assertThat(peer.lastReceived).isLessThan(60);
            assertThat(peer.say("echo a\r\necho b\r\n")).isEqualTo("a\r\nb\r\n");
            assertThat(peer.say("inflate\r\n")).isEqualTo("as before\r\n");
            receive(channel, "echo plain\r\n");
            work(channel);
            assertThat(sent(channel)).isEqualTo("plain\r\n");
            assertThat(compressed.enter()).as("the place is free again").isTrue();
        }
        channel.close();
        work(channel);
    }

    @Test
    void aLargeAnswerIsTheSameCompressed() throws Exception {
        EmbeddedChannel channel = open(play::open);
        try (Peer peer = new Peer(channel)) {
            receive(channel, "deflate\r\n");
            work(channel);
            sent(channel);
            String answer = peer.say("big 3000000\r\n");
            assertThat(answer).hasSize(3_000_000);
            for (int i = 0; i < answer.length(); i += 997) {
                assertThat((int) answer.charAt(i)).isEqualTo(i % 251);
            }
        }
        channel.close();
        work(channel);
    }

    /** A thousand octets for one: the session gets them piece by piece, and what is not consumed stays compressed. */
    @Test
    void aBombCostsTheMemoryOfAPiece() throws Exception {
        long[] most = new long[1];
        EmbeddedChannel channel = open(connection -> new Measuring(play.open(connection), most));
        try (Peer peer = new Peer(channel)) {
            receive(channel, "deflate\r\n");
            work(channel);
            sent(channel);
            int lines = 2_000_000;
            assertThat(peer.say("silent\r\n".repeat(lines) + "echo over\r\n")).isEqualTo("over\r\n");
            assertThat(peer.lastSent).isLessThan(lines * 8 / 500);
            assertThat(most[0]).isLessThan(2L * Inflation.PIECE);
        }
        channel.close();
        work(channel);
    }

    @Test
    void octetsThatAreNotCompressedEndTheConnectionWithLastWords() throws Exception {
        EmbeddedChannel channel = open(play::open);
        try (Peer peer = new Peer(channel)) {
            receive(channel, "deflate\r\n");
            work(channel);
            sent(channel);
            receive(channel, "\u00ff\u00ff\u00ff\u00ffecho x\r\n");
            work(channel);
            assertThat(peer.received()).isEqualTo("what a mess\r\n");
            assertThat(channel.isOpen()).isFalse();
        }
    }

    @Test
    void thereIsNoRoomForMoreCompressedConnectionsThanConfigured() throws Exception {
        EmbeddedChannel first = open(play::open);
        receive(first, "deflate\r\n");
        work(first);
        EmbeddedChannel second = open(play::open);
        receive(second, "deflate\r\necho plain\r\n");
        work(second);
        assertThat(sent(second)).isEqualTo("hello\r\nno room\r\nplain\r\n");
        first.close();
        work(first);
        receive(second, "deflate\r\n");
        work(second);
        assertThat(sent(second)).isEqualTo("smaller\r\n");
        second.close();
        work(second);
    }

    /** The client's side of a compressed connection. */
    private final class Peer implements AutoCloseable {

        private final EmbeddedChannel channel;
        private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        private final Inflater inflater = new Inflater(true);
        private int lastSent;
        private int lastReceived;

        Peer(EmbeddedChannel channel) {
            this.channel = channel;
        }

        String say(String text) throws DataFormatException {
            deflater.setInput(text.getBytes(StandardCharsets.ISO_8859_1));
            byte[] buffer = new byte[text.length() + 64];
            lastSent = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            for (int at = 0; at < lastSent; at += 4_096) {
                channel.writeInbound(Unpooled.wrappedBuffer(buffer, at, Math.min(4_096, lastSent - at)));
                work(channel);
            }
            return received();
        }

        String received() throws DataFormatException {
            byte[] octets = sent(channel).getBytes(StandardCharsets.ISO_8859_1);
            lastReceived = octets.length;
            inflater.setInput(octets);
            StringBuilder text = new StringBuilder();
            byte[] buffer = new byte[65_536];
            for (int length = inflater.inflate(buffer); length > 0; length = inflater.inflate(buffer)) {
                text.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
            }
            return text.toString();
        }

        @Override
        public void close() {
            deflater.end();
            inflater.end();
        }
    }

    /** Notes how much input it is shown at once at most. */
    private record Measuring(Session session, long[] most) implements Session {

        @Override
        public Answer greet() {
            return session.greet();
        }

        @Override
        public @Nullable Answer advance(ByteBuf input) {
            most[0] = Math.max(most[0], input.readableBytes());
            return session.advance(input);
        }

        @Override
        public @Nullable Answer woken() {
            return session.woken();
        }

        @Override
        public Duration patience() {
            return session.patience();
        }

        @Override
        public Answer timedOut() {
            return session.timedOut();
        }

        @Override
        public Answer stopping() {
            return session.stopping();
        }

        @Override
        public Answer failed() {
            return session.failed();
        }

        @Override
        public void closed() {
            session.closed();
        }
    }

    /** Wants more and more. */
    private static final class Glutton implements Session {

        Glutton(Object connection) {}

        @Override
        public Answer greet() {
            return Answer.text("hello\r\n");
        }

        @Override
        public @Nullable Answer advance(ByteBuf input) {
            assertThat(input.readableBytes()).isLessThan(SessionLoop.MAX_UNCONSUMED + 20_000);
            return null;
        }

        @Override
        public @Nullable Answer woken() {
            return null;
        }

        @Override
        public Duration patience() {
            return Duration.ofMinutes(1);
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
            return Answer.text("sorry\r\n");
        }

        @Override
        public void closed() {}
    }
}
