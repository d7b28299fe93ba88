package org.facteur.wire.listener;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.facteur.wire.abuse.AbuseGuard;
import org.facteur.wire.abuse.Admission;
import org.facteur.wire.connection.CompressedConnections;
import org.facteur.wire.connection.Connection;
import org.facteur.wire.connection.ConnectionSettings;
import org.facteur.wire.tls.TlsIdentity;

/** Some ports on some addresses, open from {@link #start} to {@link #stop}. */
public final class ProtocolListener {

    private static final System.Logger LOG = System.getLogger(ProtocolListener.class.getName());

    /** What one read takes from a socket at most; with the inbox it bounds what waits for a worker. */
    private static final int MAX_READ = 16 * 1024;

    /** So many connections of proxies may be without their header at once. */
    private static final int MAX_AWAITED = 1_024;

    /** How long closed connections may take to tell their sessions. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(3);

    private static final Duration PORT_RELEASE = Duration.ofSeconds(1);
    private static final Duration PORT_CHECK = Duration.ofMillis(1);
    private static final Duration REFUSAL_LOG_INTERVAL = Duration.ofMinutes(1);

    private final ListenerSettings settings;
    private final ConnectionSettings connectionSettings;
    private final ConnectionLimits limits;
    private final EventLoopGroup loops;
    private final List<Channel> open = new CopyOnWriteArrayList<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    /** Connections of proxies that have not said yet for whom they come. */
    private final Set<Channel> awaited = ConcurrentHashMap.newKeySet();

    private final AtomicLong lastRefusalLogged = new AtomicLong(System.nanoTime() - REFUSAL_LOG_INTERVAL.toNanos());
    private volatile boolean stopping;

    private ProtocolListener(ListenerSettings settings, TlsIdentity tls, EventLoopGroup loops, Executor workers) {
        this.settings = settings;
        this.connectionSettings = new ConnectionSettings(
                workers,
                tls,
                ListenerSettings.HANDSHAKE_TIMEOUT,
                settings.allowPlaintextPasswords(),
                settings.saslMechanisms(),
                settings.tokenIssuer(),
                new CompressedConnections(settings.maxCompressed()),
                AbuseGuard.shared(settings.abuse()));
        this.limits = new ConnectionLimits(settings.maxConnections(), connectionSettings.guard());
        this.loops = loops;
    }

    /**
     * Opens all ports, or none.
     *
     * @param loops do the I/O; they may be shared with other listeners and stay when this one stops
     * @param workers runs the sessions
     * @throws ListenerException that says which port cannot be opened, and why
     */
    public static ProtocolListener start(
            ListenerSettings settings,
            List<ListenerPort> ports,
            TlsIdentity tls,
            EventLoopGroup loops,
            Executor workers)
            throws ListenerException {
        ProtocolListener listener = new ProtocolListener(settings, tls, loops, workers);
        try {
            for (ListenerPort port : ports) {
                listener.open(port);
            }
        } catch (ListenerException | RuntimeException e) {
            listener.stop(Duration.ZERO);
            throw e;
        }
        return listener;
    }

    /** What is listened on, in the order of the ports. */
    public List<InetSocketAddress> addresses() {
        return open.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /** How many connections there are now. */
    public int connectionCount() {
        return connections.size();
    }

    private void open(ListenerPort port) throws ListenerException {
        for (String host : settings.bind()) {
            for (BindAddress address : BindAddress.of(host)) {
                bind(address, port);
            }
            LOG.log(
                    Level.INFO,
                    () -> port.service() + " listens on " + host + ", port " + port.number()
                            + (port.encryption() == Encryption.IMPLICIT ? ", with TLS" : ""));
        }
    }

    private void bind(BindAddress address, ListenerPort port) throws ListenerException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, ListenerSettings.BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, MAX_READ))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, port);
                    }
                })
                .bind(address.withPort(port.number()))
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            open.add(bound.channel());
        } else if (!address.optional() || isInUse(bound.cause())) {
            throw new ListenerException(sentence(address, port, bound.cause()), bound.cause());
        }
    }

    private static boolean isInUse(Throwable cause) {
        return cause instanceof BindException
                && String.valueOf(cause.getMessage()).contains("in use");
    }

    private static String sentence(BindAddress address, ListenerPort port, Throwable cause) {
        String where = "Port " + port.number() + " on " + address.host();
        return isInUse(cause) ? where + " is in use" : where + " cannot be opened: " + cause.getMessage();
    }

    private void accept(SocketChannel channel, ListenerPort port) {
        InetSocketAddress client = channel.remoteAddress();
        if (client == null || stopping) {
            channel.close();
            return;
        }
        if (settings.proxies().stream().noneMatch(network -> network.contains(client.getAddress()))) {
            admit(channel, port, client, channel.localAddress());
        } else if (awaited.size() >= MAX_AWAITED) {
            channel.close();
        } else {
            awaited.add(channel);
            channel.closeFuture().addListener(closed -> awaited.remove(channel));
            channel.pipeline().addLast(new ProxiedClient(client, channel.localAddress(), (proxied, reached) -> {
                awaited.remove(channel);
                admit(channel, port, proxied, reached);
            }));
        }
    }

    private void admit(SocketChannel channel, ListenerPort port, InetSocketAddress client, InetSocketAddress reached) {
        Admission admission = limits.enter(client.getAddress());
        if (admission != Admission.ADMITTED) {
            refuse(channel, port, client, admission);
            return;
        }
        Connection connection = new Connection(
                connectionSettings,
                port.sessions(),
                port.encryption() == Encryption.IMPLICIT,
                channel,
                client,
                reached);
        connections.add(connection);
        connection.ended().whenComplete((ended, failure) -> {
            connections.remove(connection);
            limits.leave(client.getAddress());
        });
        channel.pipeline().addLast(connection);
        if (stopping) {
            // It came while the ports were being closed.
            connection.stop();
        }
    }

    /** A handshake for nothing is not worth its cost: behind implicit TLS a refusal is silent. */
    private void refuse(SocketChannel channel, ListenerPort port, InetSocketAddress client, Admission why) {
        if (why == Admission.TOO_MANY) {
            logRefusal(port, client);
        }
        String sentence = why == Admission.BLOCKED
                ? port.sessions().blocked()
                : port.sessions().refusal();
        byte[] words =
                port.encryption() == Encryption.IMPLICIT ? new byte[0] : sentence.getBytes(StandardCharsets.ISO_8859_1);
        channel.eventLoop()
                .execute(() ->
                        channel.writeAndFlush(Unpooled.wrappedBuffer(words)).addListener(ChannelFutureListener.CLOSE));
    }

    private void logRefusal(ListenerPort port, InetSocketAddress client) {
        long last = lastRefusalLogged.get();
        long now = System.nanoTime();
        if (now - last >= REFUSAL_LOG_INTERVAL.toNanos() && lastRefusalLogged.compareAndSet(last, now)) {
            LOG.log(
                    Level.WARNING,
                    () -> port.service() + ": too many connections, "
                            + client.getAddress().getHostAddress()
                            + " is refused; more in the next minute are not logged");
        }
    }

    /**
     * Closes the ports at once and the connections politely: a session that works finishes its unit and says its last
     * words. What is not done within some patience is cut off. When this returns the ports are free.
     */
    public void stop(Duration patience) {
        stopping = true;
        closePorts();
        awaited.forEach(Channel::close);
        connections.forEach(Connection::stop);
        if (!endWithin(patience)) {
            connections.forEach(Connection::close);
            if (!endWithin(LAST_CALLS)) {
                LOG.log(Level.WARNING, connections.size() + " sessions did not end in time");
            }
        }
    }

    private void closePorts() {
        List<InetSocketAddress> addresses = addresses();
        open.forEach(port -> port.close().awaitUninterruptibly());
        open.clear();
        long deadline = System.nanoTime() + PORT_RELEASE.toNanos();
        for (InetSocketAddress address : addresses) {
            while (!isFree(address) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PORT_CHECK.toNanos());
            }
        }
    }

    /** A selector lets go of a closed channel only when it selects the next time: so the system is asked. */
    private static boolean isFree(InetSocketAddress address) {
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean endWithin(Duration patience) {
        CompletableFuture<?>[] ends =
                connections.stream().map(Connection::ended).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return connections.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return connections.isEmpty();
        }
    }
}
