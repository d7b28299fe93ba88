package org.facteur.wire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a client sends in DEFLATE (RFC 1951), made plain piece by piece: the next piece is asked for when the session has
 * consumed the last one, so that octets which expand a thousandfold take no more memory than others. Only for the worker.
 */
final class Inflation {

    /** The longest piece, in octets. */
    static final int PIECE = 16 * 1024;

    private static final int SHORTEST_PIECE = 256;
    private static final int USUAL_EXPANSION = 8;

    private final Inflater inflater = new Inflater(true);
    /** Whether the last piece was full, so that more may come without further input. */
    private boolean mayHoldMore;

    /** Whether everything that was taken has been made plain. */
    boolean isExhausted() {
        return !mayHoldMore && inflater.needsInput();
    }

    /** Takes what has arrived, after all that came before is exhausted. */
    void take(ByteBuf octets) {
        inflater.setInput(ByteBufUtil.getBytes(octets));
    }

    /**
     * The next piece; empty when more has to arrive first.
     *
     * @throws DataFormatException when the octets are no DEFLATE, or its stream has ended
     */
    ByteBuf next() throws DataFormatException {
        long expected = (long) USUAL_EXPANSION * inflater.getRemaining();
        int room = (int) Math.max(SHORTEST_PIECE, Math.min(PIECE, expected));
        ByteBuf plain = Unpooled.buffer(room);
        int length = inflater.inflate(plain.array(), 0, room);
        mayHoldMore = length == room;
        if (length == 0 && (inflater.finished() || inflater.needsDictionary())) {
            throw new DataFormatException("The compressed stream has ended");
        }
        return plain.writerIndex(length);
    }

    /** Gives its memory back. */
    void end() {
        inflater.end();
    }
}
