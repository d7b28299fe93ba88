package org.facteur.smtp.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;
import org.facteur.api.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;

/** Sends the content of a message piece by piece: the next one is read when the server has taken the last. */
final class ContentTransfer {

    private static final int PIECE = 64 << 10;

    /** Reads octets of a message. */
    interface Source {

        /** @param offset from its first octet that is sent */
        CompletionStage<byte[]> read(QueuedMessage message, long offset, int length);
    }

    /** Hears how it goes, on the event loop of the channel. */
    interface Progress {

        /** A piece has been taken. */
        void moved();

        /** The last piece is about to be written. */
        void ending();

        /** There is no more to be had of the content. */
        void failed(String why);
    }

    private final QueuedMessage message;
    private final byte[] prefix;
    private final Source source;
    private final Channel channel;
    private final Progress progress;
    private final @Nullable DotStuffer stuffer;
    private long sent;

    /** @param prefix whole fields that are sent before the content */
    ContentTransfer(
            QueuedMessage message, byte[] prefix, boolean dotted, Source source, Channel channel, Progress progress) {
        this.message = message;
        this.prefix = prefix;
        this.source = source;
        this.channel = channel;
        this.progress = progress;
        this.stuffer = dotted ? new DotStuffer() : null;
    }

    void start() {
        next();
    }

    private void next() {
        int wanted = (int) Math.min(PIECE, message.size() - sent);
        source.read(message, sent, wanted)
                .whenCompleteAsync(
                        (octets, failure) -> {
                            if (failure != null || octets == null || octets.length != wanted) {
                                progress.failed("The message could not be read");
                            } else if (channel.isActive()) {
                                write(octets);
                            }
                        },
                        channel.eventLoop());
    }

    private void write(byte[] octets) {
        ByteBuf piece = channel.alloc().buffer(octets.length + prefix.length + 64);
        if (sent == 0) {
            put(prefix, piece);
        }
        put(octets, piece);
        sent += octets.length;
        boolean isLast = sent == message.size();
        if (isLast && stuffer != null) {
            stuffer.end(piece);
        }
        if (isLast) {
            progress.ending();
        }
        channel.writeAndFlush(piece).addListener(written -> {
            if (written.isSuccess() && !isLast) {
                progress.moved();
                next();
            }
        });
    }

    private void put(byte[] octets, ByteBuf piece) {
        if (stuffer == null) {
            piece.writeBytes(octets);
        } else {
            stuffer.stuff(octets, piece);
        }
    }
}
