package org.facteur.smtp.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.facteur.api.queue.ConnectionTls;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.QueuedRecipient;
import org.facteur.api.tlsreport.TlsFailure;
import org.facteur.api.tlsreport.TlsOutcome;
import org.facteur.smtp.client.BadReplyException;
import org.facteur.smtp.client.ClientProtocol;
import org.facteur.smtp.client.ClientProtocol.Stage;
import org.facteur.smtp.client.ClientStep;
import org.facteur.smtp.client.Envelope;
import org.facteur.smtp.client.RemoteReply;
import org.facteur.smtp.client.ReplyReader;
import org.facteur.wire.tls.EstablishedTls;
import org.jspecify.annotations.Nullable;

/** A connection to a server: does what the protocol says, and tells it what has come, or has not come in time. */
final class RemoteConnection extends ChannelInboundHandlerAdapter implements ContentTransfer.Progress {

    /** Hears of a connection, on its event loop. */
    interface Owner {

        /** It takes a message now. */
        void ready(RemoteConnection connection);

        /** A message has been tried; the connection may be ready again, or not. */
        void finished(RemoteConnection connection, QueuedMessage message, ClientStep.Finished result);

        /**
         * It never became ready; nothing was tried.
         *
         * @param unsafe because of its TLS
         */
        void unusable(RemoteConnection connection, RemoteReply reply, boolean unsafe);

        /** It is gone. */
        void closed(RemoteConnection connection);
    }

    private final Target target;
    private final ClientProtocol protocol;
    private final RelayTimeouts timeouts;
    private final SslContext sslContext;
    private final ServerVerifier verifier;
    private final ContentTransfer.Source source;
    private final Owner owner;

    private final ReplyReader reader = new ReplyReader();
    private final ByteBuf input = Unpooled.buffer();
    private @Nullable ChannelHandlerContext context;
    private @Nullable QueuedMessage message;
    private byte[] prefix = {};
    private @Nullable Future<?> deadline;
    private Optional<ConnectionTls> tls = Optional.empty();
    private Optional<ServerVerifier.Flaw> flaw = Optional.empty();
    private @Nullable Future<?> lastMoment;
    private int transactions;

    RemoteConnection(
            Target target,
            ClientProtocol protocol,
            RelayTimeouts timeouts,
            SslContext sslContext,
            ServerVerifier verifier,
            ContentTransfer.Source source,
            Owner owner) {
        this.target = target;
        this.protocol = protocol;
        this.timeouts = timeouts;
        this.sslContext = sslContext;
        this.verifier = verifier;
        this.source = source;
        this.owner = owner;
    }

    Target target() {
        return target;
    }

    /** What protects it; empty if nothing does. */
    Optional<ConnectionTls> tls() {
        return tls;
    }

    /** How its TLS went, now that this is known; empty if nobody is told. */
    Optional<TlsOutcome> outcome() {
        Optional<TlsFailure> failure = flaw.map(ServerVerifier.Flaw::kind)
                .or(() -> tls.isPresent() ? Optional.empty() : Optional.of(TlsFailure.STARTTLS_NOT_SUPPORTED));
        return target.policy()
                .map(policy -> failure.isEmpty()
                        ? TlsOutcome.success(policy)
                        : new TlsOutcome(
                                policy,
                                failure,
                                ownAddress(),
                                target.host(),
                                target.address().getAddress().getHostAddress(),
                                flaw.map(ServerVerifier.Flaw::words).orElse("")));
    }

    private String ownAddress() {
        return context != null && context.channel().localAddress() instanceof InetSocketAddress own
                ? own.getAddress().getHostAddress()
                : "";
    }

    /** Messages that it has been given. */
    int transactions() {
        return transactions;
    }

    /** Whether it is the login for which it takes no messages. */
    boolean hasLoginFailed() {
        return protocol.hasLoginFailed();
    }

    boolean isReady() {
        return protocol.stage() == Stage.READY;
    }

    /**
     * Sends a message over a connection that is ready.
     *
     * @param fields come before its own
     */
    void send(QueuedMessage next, byte[] fields) {
        transactions++;
        message = next;
        prefix = fields;
        limit(timeouts.ofTransaction(next.size()));
        perform(protocol.send(new Envelope(
                next.mailFrom(),
                fields.length + next.size(),
                next.recipients().stream().map(QueuedRecipient::rcptTo).toList())));
    }

    /** Says goodbye, at once if nothing is going on. */
    void quit() {
        perform(protocol.quit());
    }

    /** Ends it in the middle of whatever is going on. */
    void abort(String why) {
        perform(protocol.lost(why));
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        perform(protocol.connected());
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object octets) {
        ByteBuf read = (ByteBuf) octets;
        try {
            input.discardReadBytes().writeBytes(read);
        } finally {
            read.release();
        }
        replies();
    }

    private void replies() {
        try {
            Optional<RemoteReply> reply = reader.next(input);
            while (reply.isPresent() && protocol.stage() != Stage.CLOSED) {
                perform(protocol.reply(reply.get()));
                reply = reader.next(input);
            }
        } catch (BadReplyException e) {
            perform(protocol.lost(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (protocol.stage() != Stage.CLOSED) {
            perform(protocol.lost("The server closed the connection " + during()));
        }
        owner.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        perform(protocol.lost("The connection broke off " + during()));
    }

    private String during() {
        return switch (protocol.stage()) {
            case GREETING -> "before it greeted";
            case EHLO, HELO -> "after EHLO";
            case STARTTLS, HANDSHAKE -> "while TLS began";
            case AUTH -> "while this server logged in";
            case ENVELOPE -> "while sender and recipients were told";
            case DATA -> "after DATA";
            case CONTENT -> "while the message was sent";
            case END -> "after the message was sent, before it answered";
            case READY, RESET, QUIT, CLOSED -> "between two messages";
        };
    }

    private void perform(List<ClientStep> steps) {
        ChannelHandlerContext here = context;
        for (ClientStep step : steps) {
            if (step instanceof ClientStep.Send send && here != null) {
                here.writeAndFlush(Unpooled.copiedBuffer(send.text(), StandardCharsets.UTF_8));
            } else if (step instanceof ClientStep.StartTls && here != null) {
                startTls(here);
            } else if (step instanceof ClientStep.SendContent content && here != null && message != null) {
                new ContentTransfer(message, prefix, content.dotted(), source, here.channel(), this).start();
            } else if (step instanceof ClientStep.Finished finished && message != null) {
                QueuedMessage tried = message;
                message = null;
                unlimit();
                owner.finished(this, tried, finished);
            } else if (step instanceof ClientStep.Unusable unusable) {
                owner.unusable(this, unusable.reply(), unusable.unsafe());
            } else if (step instanceof ClientStep.Close && here != null) {
                here.close();
            } else if (step instanceof ClientStep.Ready) {
                owner.ready(this);
            }
        }
        watch();
    }

    private void startTls(ChannelHandlerContext here) {
        // What came in the clear after the answer is not part of what TLS protects.
        input.clear();
        SslHandler handler = sslContext.newHandler(
                here.alloc(), target.host(), target.address().getPort());
        handler.setHandshakeTimeoutMillis(timeouts.of(Stage.HANDSHAKE).toMillis());
        here.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener(handshake -> {
            if (protocol.stage() != Stage.HANDSHAKE) {
                return;
            }
            if (handshake.isSuccess()) {
                verify(new EstablishedTls(handler.engine().getSession()));
            } else {
                String words = "TLS could not be begun: " + Connector.firstLine(handshake.cause());
                flaw = Optional.of(new ServerVerifier.Flaw(TlsFailure.VALIDATION_FAILURE, words));
                perform(protocol.insecure(words));
            }
        });
    }

    private void verify(EstablishedTls established) {
        ServerVerifier.Verdict verdict = verifier.verify(target, established);
        tls = Optional.of(verdict.tls());
        flaw = verdict.found();
        perform(verdict.flaw().map(protocol::insecure).orElseGet(protocol::secured));
    }

    @Override
    public void moved() {
        watch();
    }

    @Override
    public void ending() {
        protocol.contentSent();
        watch();
    }

    @Override
    public void failed(String why) {
        perform(protocol.lost(why));
    }

    /** From now on the server has as long as this stage allows. */
    private void watch() {
        ChannelHandlerContext here = context;
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (here == null || !here.channel().isActive()) {
            return;
        }
        Stage stage = protocol.stage();
        deadline =
                here.executor().schedule(() -> late(stage), timeouts.of(stage).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Who takes each step in time, and all of them for ever, has so long for a message. */
    private void limit(Duration longest) {
        ChannelHandlerContext here = context;
        if (here != null) {
            lastMoment = here.executor()
                    .schedule(
                            () -> perform(protocol.lost("The message took too long as a whole")),
                            longest.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void unlimit() {
        if (lastMoment != null) {
            lastMoment.cancel(false);
        }
    }

    private void late(Stage stage) {
        switch (stage) {
            case READY -> quit();
            case QUIT, CLOSED -> {
                if (context != null) {
                    context.close();
                }
            }
            default -> perform(protocol.lost("The server was silent for too long " + during()));
        }
    }
}
