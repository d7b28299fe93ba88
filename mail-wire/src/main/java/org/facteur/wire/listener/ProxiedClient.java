package org.facteur.wire.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection from a proxy until it has said for whom it comes: by the PROXY protocol, version 1 or 2, and within a time. Then
 * this handler leaves the channel to who serves the client; what stands behind the header is the client's.
 */
final class ProxiedClient extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOG = System.getLogger(ProxiedClient.class.getName());

    /** A proxy says its line at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final InetSocketAddress proxy;
    private final InetSocketAddress reached;
    private final BiConsumer<InetSocketAddress, InetSocketAddress> admit;
    private @Nullable Future<?> alarm;

    /**
     * @param proxy where the connection is from
     * @param reached the address that it reached
     * @param admit takes the client's address, and the one that the client reached, on the event loop
     */
    ProxiedClient(
            InetSocketAddress proxy,
            InetSocketAddress reached,
            BiConsumer<InetSocketAddress, InetSocketAddress> admit) {
        this.proxy = proxy;
        this.reached = reached;
        this.admit = admit;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.pipeline().addBefore(ctx.name(), null, new HAProxyMessageDecoder());
        alarm = ctx.executor().schedule(() -> drop(ctx, "says nothing"), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (ctx.channel().isActive()) {
            ctx.read();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HAProxyMessage header)) {
            ReferenceCountUtil.release(message);
            drop(ctx, "says what is no header");
            return;
        }
        try {
            ctx.pipeline().remove(this);
            boolean forItself = header.command() == HAProxyCommand.LOCAL;
            admit.accept(
                    forItself ? proxy : address(header.sourceAddress(), header.sourcePort(), proxy),
                    forItself ? reached : address(header.destinationAddress(), header.destinationPort(), reached));
        } finally {
            header.release();
        }
    }

    /** A proxy that knows no address (UNKNOWN), or one of another kind, speaks for itself. */
    private static InetSocketAddress address(@Nullable String host, int port, InetSocketAddress otherwise) {
        byte[] octets = host == null ? null : NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return octets == null ? otherwise : new InetSocketAddress(InetAddress.getByAddress(octets), port);
        } catch (UnknownHostException impossible) {
            return otherwise;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        drop(ctx, String.valueOf(cause.getMessage()));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // The end of its input, of which nothing can come any more.
        ctx.close();
    }

    private void drop(ChannelHandlerContext ctx, String why) {
        LOG.log(Level.DEBUG, () -> "The proxy " + proxy + " " + why);
        ctx.close();
    }
}
