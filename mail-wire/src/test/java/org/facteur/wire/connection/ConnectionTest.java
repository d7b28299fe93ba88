package org.facteur.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
import java.util.Set;
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

    /** Counts how often more input is asked for. */
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
                tasks::add, TlsIdentity.selfSigned(folder, "localhost"), Duration.ofSeconds(1), false, Set.of());
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
