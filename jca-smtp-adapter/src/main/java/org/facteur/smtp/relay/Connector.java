package org.facteur.smtp.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.smtp.client.ClientProtocol;
import org.facteur.smtp.client.ClientStep;
import org.facteur.smtp.client.Encryption;
import org.facteur.smtp.client.Introduction;
import org.facteur.smtp.client.RemoteReply;
import org.facteur.smtp.relay.Route.Targets;
import org.facteur.smtp.tlsrpt.TlsOutcomes;
import org.jspecify.annotations.Nullable;

/** Tries the servers of a destination one after the other until one is ready; one whose TLS fails is tried without, if that may be. */
final class Connector implements RemoteConnection.Owner {

    private static final System.Logger LOG = System.getLogger(Connector.class.getName());

    /** Hears of the connection, or that there is none. */
    interface Owner {

        void ready(RemoteConnection connection);

        void finished(RemoteConnection connection, QueuedMessage message, ClientStep.Finished result);

        /**
         * The server has turned away from a connection that was ready, between two messages or before the first. It closes.
         *
         * @param reply what it said, or did
         */
        void refused(RemoteConnection connection, RemoteReply reply);

        /** A connection that was ready once is gone. */
        void closed(RemoteConnection connection);

        /**
         * No server would have it.
         *
         * @param unsafe whether all would have, but none over the TLS that is needed
         */
        void failed(RemoteAnswer answer, boolean unsafe);
    }

    private final List<Target> targets;
    private final Optional<NextHop> hop;
    private final Demand demand;
    private final RelaySettings settings;
    private final SslContext tls;
    private final ServerVerifier verifier;
    private final FailedLogins failedLogins;
    private final ContentTransfer.Source source;
    private final EventLoop loop;
    private final TlsOutcomes outcomes;
    private final Owner owner;

    private int index;

    /** Whether TLS with the present server has failed, and it is tried without. */
    private boolean plain;

    private boolean onlyUnsafe = true;

    private @Nullable Channel attempt;
    private boolean isStopped;
    private boolean isOver;
    private @Nullable RemoteConnection established;
    private RemoteAnswer last = RemoteAnswer.own("4.4.1", "No server has been tried");

    Connector(
            Targets way,
            Demand demand,
            RelaySettings settings,
            SslContext tls,
            ServerVerifier verifier,
            FailedLogins failedLogins,
            ContentTransfer.Source source,
            EventLoop loop,
            TlsOutcomes outcomes,
            Owner owner) {
        this.targets = way.targets();
        this.hop = way.hop();
        this.demand = demand;
        this.settings = settings;
        this.tls = tls;
        this.verifier = verifier;
        this.failedLogins = failedLogins;
        this.source = source;
        this.loop = loop;
        this.outcomes = outcomes;
        this.owner = owner;
    }

    /** Called on the event loop, as is its owner. */
    void start() {
        Optional<RemoteAnswer> refusal = hop.flatMap(failedLogins::last);
        if (isStopped || index == targets.size() || refusal.isPresent()) {
            isOver = true;
            owner.failed(refusal.orElse(last), onlyUnsafe && refusal.isEmpty());
            return;
        }
        Target target = targets.get(index);
        RemoteConnection connection = new RemoteConnection(
                target, new ClientProtocol(introduction(target)), settings.timeouts(), tls, verifier, source, this);
        ChannelFuture connected = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.timeouts().connect().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(connection);
                    }
                })
                .connect(target.address(), source());
        attempt = connected.channel();
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                last = new RemoteAnswer(
                        target.description(), 0, "4.4.1", "No connection: " + firstLine(connected.cause()));
                onlyUnsafe = false;
                next();
            }
        });
    }

    /** Tries no more: the owner hears that it has failed, unless it has ended already. */
    void stop() {
        isStopped = true;
        if (!isDone() && attempt != null) {
            attempt.close();
        }
    }

    /** Whether there is a connection, or will be none. */
    boolean isDone() {
        return isOver || established != null;
    }

    private Introduction introduction(Target target) {
        return new Introduction(
                settings.hostname(),
                hop.map(NextHop::protocol).orElse(Protocol.SMTP),
                encryption(target),
                hop.filter(NextHop::tlsAtOnce).isPresent(),
                hop.flatMap(target::login));
    }

    /** Null for whichever the system takes. */
    private @Nullable SocketAddress source() {
        return hop.flatMap(NextHop::source)
                .map(address -> new InetSocketAddress(address, 0))
                .orElse(null);
    }

    private Encryption encryption(Target target) {
        if (plain) {
            return Encryption.NONE;
        }
        return demand == Demand.REQUIRED
                ? Encryption.REQUIRED_ONWARDS
                : target.tls().encryption();
    }

    private void next() {
        plain = false;
        index++;
        start();
    }

    static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    @Override
    public void ready(RemoteConnection connection) {
        if (established == null) {
            OutboundTls.ready(connection.tls());
            tell(connection);
        }
        established = connection;
        owner.ready(connection);
    }

    @Override
    public void finished(RemoteConnection connection, QueuedMessage message, ClientStep.Finished result) {
        owner.finished(connection, message, result);
    }

    @Override
    public void unusable(RemoteConnection connection, RemoteReply reply, boolean unsafe) {
        if (connection == established) {
            owner.refused(connection, reply);
            return;
        }
        Target target = connection.target();
        last = new RemoteAnswer(target.description(), reply.code(), reply.status(), reply.text(), connection.tls());
        onlyUnsafe &= unsafe;
        if (connection.hasLoginFailed()) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", target.description(), last.text());
            hop.ifPresent(at -> failedLogins.add(at, last));
        }
        if (unsafe) {
            OutboundTls.failed();
            tell(connection);
        }
        if (unsafe && !plain && target.tls().isOpportunistic()) {
            LOG.log(System.Logger.Level.INFO, "Mail goes to {0} without TLS: {1}", target.description(), last.text());
            plain = true;
            start();
        } else {
            next();
        }
    }

    /** One without TLS comes after one that has been told of. */
    private void tell(RemoteConnection connection) {
        if (!plain) {
            connection.outcome().ifPresent(outcomes::happened);
        }
    }

    @Override
    public void closed(RemoteConnection connection) {
        if (connection == established) {
            owner.closed(connection);
        }
    }
}
