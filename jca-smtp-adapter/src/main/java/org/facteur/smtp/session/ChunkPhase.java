package org.facteur.smtp.session;

import io.netty.buffer.ByteBuf;
import org.facteur.smtp.message.OctetSink;
import org.facteur.wire.session.Answer;
import org.jspecify.annotations.Nullable;

/** The octets that follow BDAT: as many as it said, whatever they are, so that nothing in them can be taken for a command. */
final class ChunkPhase implements Phase {

    /** Octets that are taken at once, before other connections have their turn. */
    private static final int PIECE = 64 * 1024;

    private static final int COPY = 8192;

    private final byte[] piece = new byte[COPY];
    private final Conversation conversation;
    private final OctetSink sink;
    private final Chunk chunk;
    private long left;

    /** What becomes of a chunk that is complete. */
    @FunctionalInterface
    interface Chunk {
        Answer complete();
    }

    /**
     * @param size octets of the chunk, one at least
     * @param sink takes them
     */
    ChunkPhase(long size, OctetSink sink, Chunk chunk, Conversation conversation) {
        this.left = size;
        this.sink = sink;
        this.chunk = chunk;
        this.conversation = conversation;
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        if (!input.isReadable()) {
            return null;
        }
        int taken = (int) Math.min(left, Math.min(PIECE, input.readableBytes()));
        for (int done = 0; done < taken; ) {
            int length = Math.min(COPY, taken - done);
            input.readBytes(piece, 0, length);
            sink.accept(piece, length);
            done += length;
        }
        left -= taken;
        if (left > 0) {
            return Answer.NOTHING;
        }
        conversation.returnToCommands();
        return chunk.complete();
    }
}
