package org.facteur.wire.connection;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses what is written (DEFLATE, RFC 1951). Whatever was written is on its way after a {@link #flush}, which costs a few
 * octets: once for each time that the worker sends. Only for the worker.
 */
final class Deflation {

    private static final int PIECE = 8 * 1024;

    /** Takes octets that are its own. */
    @FunctionalInterface
    interface Sink {
        void take(byte[] octets);
    }

    /** The fastest level: what mail has too much of, headers and base64, shrinks nearly as far as with the best. */
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

    private final byte[] piece = new byte[PIECE];
    private final Sink sink;
    private boolean flushed = true;

    Deflation(Sink sink) {
        this.sink = sink;
    }

    void write(byte[] octets, int offset, int length) {
        deflater.setInput(octets, offset, length);
        flushed = false;
        while (!deflater.needsInput()) {
            drain(Deflater.NO_FLUSH);
        }
    }

    void flush() {
        if (flushed) {
            return;
        }
        flushed = true;
        int length;
        do {
            length = drain(Deflater.SYNC_FLUSH);
        } while (length == PIECE);
    }

    private int drain(int mode) {
        int length = deflater.deflate(piece, 0, PIECE, mode);
        if (length > 0) {
            sink.take(Arrays.copyOf(piece, length));
        }
        return length;
    }

    /** Gives its memory back; what is not flushed is lost. */
    void end() {
        deflater.end();
    }
}
