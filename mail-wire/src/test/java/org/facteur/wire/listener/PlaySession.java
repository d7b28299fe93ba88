package org.facteur.wire.listener;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.facteur.api.MailStoreException;
import org.facteur.wire.abuse.Offence;
import org.facteur.wire.framing.LineFramer;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.WireOutput;
import org.jspecify.annotations.Nullable;

/** A protocol for tests: one command a line, and a record of what its connection did to it. */
public final class PlaySession implements Session {

    /** What the sessions of a test have in common. */
    public static final class Play {
        public final List<PlaySession> sessions = Collections.synchronizedList(new ArrayList<>());
        public final AtomicLong written = new AtomicLong();
        public final CountDownLatch blocked = new CountDownLatch(1);
        public final CountDownLatch unblock = new CountDownLatch(1);
        public volatile Duration patience = Duration.ofMinutes(1);
        public volatile boolean silentWhenWoken;
        public final CompletableFuture<String> awaited = new CompletableFuture<>();

        public PlaySession open(ConnectionContext connection) {
            PlaySession session = new PlaySession(this, connection);
            sessions.add(session);
            return session;
        }
    }

    private static final int PIECE = 16 * 1024;

    public final ConnectionContext connection;
    public final AtomicInteger closedCalls = new AtomicInteger();
    public final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    public final AtomicInteger wakes = new AtomicInteger();

    private final Play play;
    private final LineFramer framer = new LineFramer(1000);
    private final AtomicInteger callers = new AtomicInteger();

    private PlaySession(Play play, ConnectionContext connection) {
        this.play = play;
        this.connection = connection;
    }

    private void enter() {
        if (callers.incrementAndGet() != 1) {
            violations.add("two threads at once");
        }
        if (closedCalls.get() != 0) {
            violations.add("called after closed");
        }
    }

    private void leave() {
        callers.decrementAndGet();
    }

    @Override
    public Answer greet() {
        enter();
        leave();
        return Answer.text("hello\r\n");
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        enter();
        try {
            LineFramer.Frame frame = framer.next(input);
            if (frame instanceof LineFramer.Line line) {
                return command(new String(line.octets(), StandardCharsets.ISO_8859_1));
            }
            return frame == null ? null : Answer.text("bad line\r\n");
        } finally {
            leave();
        }
    }

    private Answer command(String line) {
        String[] words = line.split(" ", 2);
        return switch (words[0]) {
            case "echo" -> Answer.text(words[1] + "\r\n");
            case "big" -> new Big(Long.parseLong(words[1]));
            case "tls" ->
                out -> {
                    out.write("go\r\n");
                    out.startTls();
                    return false;
                };
            case "deflate" -> deflate();
            case "inflate" ->
                out -> {
                    out.write("as before\r\n");
                    out.stopCompression();
                    return false;
                };
            case "certificate" ->
                Answer.text(connection
                                .clientCertificate()
                                .map(each -> each.getSubjectX500Principal().getName())
                                .orElse("none")
                        + "\r\n");
            case "who" -> Answer.text(connection.tls().orElse("plaintext") + "\r\n");
            case "block" -> block();
            case "offend" -> {
                connection.offended(Offence.BAD_COMMAND);
                yield Answer.text("tut\r\n");
            }
            case "wait" -> {
                connection.answerAfter(play.awaited);
                yield Answer.later(() -> Answer.text(play.awaited.getNow("unknown") + "\r\n"));
            }
            case "silent" -> Answer.NOTHING;
            case "quit" -> Answer.closing("bye\r\n");
            case "fail" -> throw new IllegalStateException("a defect");
            case "break" ->
                out -> {
                    out.write("half of an ans");
                    throw new MailStoreException(MailStoreException.Reason.UNAVAILABLE, "gone");
                };
            case "tear" ->
                out -> {
                    out.write("half of an ans");
                    throw new IllegalStateException("a defect in an answer");
                };
            default -> Answer.text("what?\r\n");
        };
    }

    private Answer deflate() {
        if (!connection.reserveCompression()) {
            return Answer.text("no room\r\n");
        }
        return out -> {
            out.write("smaller\r\n");
            out.startCompression();
            return false;
        };
    }

    private Answer block() {
        play.blocked.countDown();
        try {
            if (!play.unblock.await(20, TimeUnit.SECONDS)) {
                violations.add("never unblocked");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Answer.text("done\r\n");
    }

    /** Octet i is i modulo 251. */
    private final class Big implements Answer {
        private final long size;
        private long position;

        Big(long size) {
            this.size = size;
        }

        @Override
        public boolean writeNext(WireOutput out) {
            enter();
            byte[] piece = new byte[(int) Math.min(PIECE, size - position)];
            for (int i = 0; i < piece.length; i++) {
                piece[i] = (byte) ((position + i) % 251);
            }
            position += piece.length;
            play.written.addAndGet(piece.length);
            out.write(piece);
            leave();
            return position < size;
        }
    }

    @Override
    public @Nullable Answer woken() {
        enter();
        int number = wakes.incrementAndGet();
        leave();
        return play.silentWhenWoken ? null : Answer.text("* woken " + number + "\r\n");
    }

    @Override
    public Duration patience() {
        return play.patience;
    }

    @Override
    public Answer timedOut() {
        return Answer.text("too slow\r\n");
    }

    @Override
    public Answer blocked() {
        return Answer.text("enough\r\n");
    }

    @Override
    public Answer stopping() {
        return Answer.text("stopping\r\n");
    }

    @Override
    public Answer unreadable() {
        return Answer.text("what a mess\r\n");
    }

    @Override
    public Answer failed() {
        return Answer.text("sorry\r\n");
    }

    @Override
    public void closed() {
        enter();
        leave();
        if (closedCalls.incrementAndGet() != 1) {
            violations.add("closed twice");
        }
    }
}
