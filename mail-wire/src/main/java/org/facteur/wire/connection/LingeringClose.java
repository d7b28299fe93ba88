package org.facteur.wire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that its client sees the last words: a socket that is closed with unread input is reset, and a reset
 * takes back what the client has not read yet. So the output ends first, and the input is drained until the client
 * closes, too, or for {@value #SECONDS} second.
 */
public final class LingeringClose extends ChannelInboundHandlerAdapter {

    static final int SECONDS = 1;

    /** How long the client may take to read the last words. */
    private static final int LAST_WORDS_SECONDS = 30;

    /** A client that goes on sending so many octets does not listen. */
    private static final int MAX_DRAINED = 1024 * 1024;

    private int drained;

    private LingeringClose() {}

    /** Begins to close, on the event loop of the channel; what has been written before is still sent. */
    public static void begin(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        LingeringClose drain = new LingeringClose();
        if (tls == null) {
            channel.pipeline().addFirst(drain);
        } else {
            channel.pipeline().addAfter(channel.pipeline().context(tls).name(), null, drain);
        }
        closeAfter(channel, LAST_WORDS_SECONDS);
        ChannelFuture lastWords = tls == null ? channel.writeAndFlush(Unpooled.EMPTY_BUFFER) : tls.closeOutbound();
        lastWords.addListener(said -> endOutput(channel));
    }

    private static void endOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex && duplex.isActive() && !duplex.isInputShutdown()) {
            duplex.shutdownOutput();
            closeAfter(channel, SECONDS);
            channel.read();
        } else {
            channel.close();
        }
    }

    private static void closeAfter(Channel channel, int seconds) {
        Future<?> timer = channel.eventLoop().schedule(() -> channel.close(), seconds, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> timer.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        drained += message instanceof ByteBuf octets ? octets.readableBytes() : 0;
        ReferenceCountUtil.release(message);
        if (drained > MAX_DRAINED) {
            ctx.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
