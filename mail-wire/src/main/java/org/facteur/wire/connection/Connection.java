package org.facteur.wire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSession;
import org.facteur.api.account.Authenticator;
import org.facteur.wire.abuse.GuardedAuthenticator;
import org.facteur.wire.abuse.Judgement;
import org.facteur.wire.abuse.Offence;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.SessionFactory;
import org.facteur.wire.tls.EstablishedTls;
import org.facteur.wire.tls.TlsMeters;
import org.jspecify.annotations.Nullable;

/**
 * One connection: the last handler of its channel, which calls a worker for its session when something has happened.
 *
 * <p>The channel must not read by itself ({@code AUTO_READ} off), and should survive the end of its input
 * ({@code ALLOW_HALF_CLOSURE}), so that a client that says all it has to say and then ends its output gets its answers.
 */
public final class Connection extends ChannelInboundHandlerAdapter implements ConnectionContext {

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    /** When no worker can be had, the next attempt is after this time. */
    private static final Duration RETRY = Duration.ofMillis(50);

    /** Until the session is there to say how patient it is. */
    private static final Duration FIRST_PATIENCE = Duration.ofMinutes(1);

    private final ConnectionSettings settings;
    private final boolean implicitTls;
    private final Channel channel;
    private final InetSocketAddress remoteAddress;
    private final InetSocketAddress localAddress;
    private final Signals signals = new Signals();
    private final Inbox inbox = new Inbox();
    private final Outbox outbox = new Outbox(this::heard, () -> raise(Signals.WRITABLE));
    private final SessionLoop loop;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile long lastHeard = System.nanoTime();
    private volatile long patience = FIRST_PATIENCE.toNanos();
    private volatile boolean readingPaused;
    private volatile boolean tlsRequested;
    private volatile @Nullable EstablishedTls tls;
    private final AtomicBoolean compressed = new AtomicBoolean();
    /** Why the client has to wait for what it is told next. */
    private final AtomicInteger holds = new AtomicInteger();

    private volatile boolean blocked;

    // On the event loop only.
    private boolean begun;
    private long alarmDue;
    private @Nullable Future<?> alarm;
    private @Nullable Future<?> wakeUp;
    private @Nullable Future<?> delayed;

    /** @param implicitTls whether the connection begins with the TLS handshake */
    public Connection(
            ConnectionSettings settings,
            SessionFactory sessions,
            boolean implicitTls,
            Channel channel,
            InetSocketAddress remoteAddress,
            InetSocketAddress localAddress) {
        this.settings = settings;
        this.implicitTls = implicitTls;
        this.channel = channel;
        this.remoteAddress = remoteAddress;
        this.localAddress = localAddress;
        this.loop = new SessionLoop(this, sessions, signals, inbox, outbox);
    }

    /** Done when the channel is closed and the session has been told. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Lets the session finish its unit and say its last words; from any thread. */
    public void stop() {
        raise(Signals.STOP);
    }

    /** Closes at once, whatever is going on; from any thread. */
    public void close() {
        channel.close();
    }

    // ---- what a session can know

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public Optional<String> tls() {
        return Optional.ofNullable(tls).map(EstablishedTls::description);
    }

    @Override
    public boolean canStartTls() {
        return !implicitTls && !tlsRequested;
    }

    @Override
    public boolean allowsPlaintextPassword() {
        return tls != null
                || settings.allowPlaintextPasswords()
                || remoteAddress.getAddress().isLoopbackAddress();
    }

    @Override
    public boolean offersMechanism(String name) {
        return settings.saslMechanisms().contains(name);
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return Optional.ofNullable(tls).flatMap(established -> established.channelBinding(type));
    }

    @Override
    public Optional<String> tokenIssuer() {
        return settings.tokenIssuer();
    }

    @Override
    public boolean asksForCertificate() {
        return settings.tls().asksForCertificate();
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        return Optional.ofNullable(tls).flatMap(EstablishedTls::clientCertificate);
    }

    @Override
    public boolean offersCompression() {
        return settings.compressed().isPossible();
    }

    @Override
    public boolean isCompressed() {
        return compressed.get();
    }

    @Override
    public boolean reserveCompression() {
        if (compressed.get() || !settings.compressed().enter()) {
            return false;
        }
        compressed.set(true);
        return true;
    }

    @Override
    public void offended(Offence offence) {
        switch (settings.guard().offended(remoteAddress.getAddress(), offence)) {
            case TOLERATED -> {}
            case SLOWED -> holdBack(settings.guard().limits().delay());
            case BLOCKED -> blocked = true;
        }
    }

    @Override
    public Authenticator guarded(Authenticator authenticator) {
        return new GuardedAuthenticator(authenticator, settings.guard().accounts(), judgement -> {
            if (judgement != Judgement.TOLERATED) {
                holdBack(settings.guard().limits().delay());
            }
        });
    }

    @Override
    public void answerAfter(CompletionStage<?> stage) {
        holds.incrementAndGet();
        stage.whenComplete((done, failure) -> release());
    }

    /** Answers nothing for a time, for which no worker is kept. */
    private void holdBack(Duration delay) {
        holds.incrementAndGet();
        channel.eventLoop().execute(() -> {
            if (channel.isOpen()) {
                delayed = channel.eventLoop().schedule(this::release, delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        });
    }

    private void release() {
        holds.decrementAndGet();
        raise(Signals.RELEASED);
    }

    @Override
    public void wake() {
        raise(Signals.WAKE);
    }

    @Override
    public void wakeAfter(Duration delay) {
        channel.eventLoop().execute(() -> {
            cancel(wakeUp);
            if (channel.isOpen()) {
                wakeUp = channel.eventLoop().schedule(this::wake, delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        });
    }

    // ---- the event loop

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel.closeFuture().addListener(closed -> {
            cancel(alarm);
            cancel(wakeUp);
            cancel(delayed);
            raise(Signals.GONE);
        });
        if (channel.isActive()) {
            begin(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin(ctx);
    }

    private void begin(ChannelHandlerContext ctx) {
        if (begun) {
            return;
        }
        begun = true;
        setAlarm(patience);
        if (implicitTls) {
            insertTls(ctx);
        } else {
            raise(Signals.START);
        }
        ctx.read();
    }

    private void insertTls(ChannelHandlerContext ctx) {
        ctx.pipeline()
                .addBefore(ctx.name(), null, settings.tls().newHandler(channel.alloc(), settings.handshakeTimeout()));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        heard();
        ByteBuf octets = (ByteBuf) message;
        try {
            inbox.add(octets);
        } finally {
            octets.release();
        }
        raise(Signals.INPUT);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Said before it is looked at: a worker that empties the inbox meanwhile sees that it has to resume.
        readingPaused = true;
        if (!inbox.isFull()) {
            readingPaused = false;
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            handshakeCompleted(ctx, handshake);
        } else if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            if (isShakingHands()) {
                ctx.close();
            } else {
                raise(Signals.INPUT_ENDED);
            }
        }
    }

    private boolean isShakingHands() {
        return tls == null && (implicitTls || tlsRequested);
    }

    private void handshakeCompleted(ChannelHandlerContext ctx, SslHandshakeCompletionEvent handshake) {
        if (!handshake.isSuccess()) {
            LOG.log(Level.DEBUG, () -> remoteAddress + ": no TLS: " + handshake.cause());
            TlsMeters.failed(handshake.cause());
            ctx.close();
            return;
        }
        heard();
        SSLSession session = ctx.pipeline().get(SslHandler.class).engine().getSession();
        TlsMeters.established(session);
        tls = new EstablishedTls(session);
        raise(implicitTls ? Signals.START : Signals.TLS_READY);
    }

    /** A reset, or octets that are no TLS, are what networks and clients do; the rest should not be. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean usual = cause instanceof IOException || cause instanceof DecoderException;
        LOG.log(usual ? Level.DEBUG : Level.WARNING, () -> remoteAddress + ": " + cause);
        ctx.close();
    }

    /** One timer a connection, set again only when it strikes: so activity costs the writing of one field. */
    private void setAlarm(long nanos) {
        cancel(alarm);
        alarmDue = System.nanoTime() + nanos;
        alarm = channel.eventLoop().schedule(this::strike, nanos, TimeUnit.NANOSECONDS);
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void strike() {
        if (!channel.isOpen()) {
            return;
        }
        if (signals.isBusy()) {
            heard();
        }
        long left = patience - (System.nanoTime() - lastHeard);
        if (left > 0) {
            setAlarm(left);
        } else if (outbox.isEmpty()) {
            raise(Signals.SILENCE);
            setAlarm(patience);
        } else {
            LOG.log(Level.DEBUG, () -> remoteAddress + ": does not read its answer");
            channel.close();
        }
    }

    // ---- any thread

    private void heard() {
        lastHeard = System.nanoTime();
    }

    private void raise(int signal) {
        if (signals.raise(signal)) {
            callWorker();
        }
    }

    /** Asks for a worker until there is one: a signal that was raised is not lost. */
    void callWorker() {
        try {
            settings.workers().execute(loop);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, () -> remoteAddress + ": waits for a worker: " + e.getMessage());
            if (!channel.eventLoop().isShuttingDown()) {
                channel.eventLoop().schedule(this::callWorker, RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    // ---- for the worker

    /**
     * There is nothing to do but to wait.
     *
     * @param silence how long the client may be silent
     * @param fromNow whether that begins now, because it could not be expected to say anything before
     */
    void expect(Duration silence, boolean fromNow) {
        if (fromNow) {
            heard();
        }
        long nanos = silence.toNanos();
        long before = patience;
        patience = nanos;
        if (nanos < before) {
            channel.eventLoop().execute(() -> {
                if (channel.isOpen() && System.nanoTime() + nanos - alarmDue < 0) {
                    setAlarm(nanos);
                }
            });
        }
    }

    /** Whether the client has to wait for what it is told next. */
    boolean isHeldBack() {
        return holds.get() > 0;
    }

    /** Whether the client is served no longer. */
    boolean isBlocked() {
        return blocked;
    }

    /** The inbox has been emptied. */
    void resumeReading() {
        if (readingPaused) {
            readingPaused = false;
            channel.read();
        }
    }

    void send() {
        outbox.send(channel);
    }

    /** Sends what is written in plaintext; everything that is written from now on is encrypted. */
    void sendAndStartTls() {
        tlsRequested = true;
        outbox.send(channel, () -> {
            inbox.clear();
            ChannelHandlerContext ctx = channel.pipeline().context(this);
            if (ctx != null) {
                insertTls(ctx);
                ctx.read();
            }
        });
    }

    /** Sends what is written, and closes once the client has it. */
    void sendAndClose() {
        outbox.send(channel, () -> LingeringClose.begin(channel));
    }

    /** What the client sends is not compressed any more. */
    void releaseCompression() {
        if (compressed.getAndSet(false)) {
            settings.compressed().leave();
        }
    }

    void over() {
        inbox.clear();
        releaseCompression();
        ended.complete(null);
    }
}
