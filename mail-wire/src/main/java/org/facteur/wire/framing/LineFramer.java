package org.facteur.wire.framing;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Cuts octets into lines that end with CRLF and nothing else: a bare CR, a bare LF or a NUL is a violation, never an end of
 * line that another server would see elsewhere (RFC 5321 section 2.3.8). An endless line costs no memory beyond the limit.
 *
 * <p>A violation consumes everything to the next LF, so that the client learns of it at once. After one a session either
 * closes the connection or takes the next line for what it is, a line of its own that was not part of the refused one.
 */
public final class LineFramer {

    /** What the next octets are. */
    public sealed interface Frame permits Line, Violation {}

    /** A line without its CRLF. */
    public record Line(byte[] octets) implements Frame {}

    /** A line that is refused; its octets are consumed. */
    public record Violation(Kind kind) implements Frame {

        /** What is wrong with the line. */
        public enum Kind {
            TOO_LONG,
            BARE_CR,
            BARE_LF,
            NUL
        }
    }

    private final int maxLength;
    private boolean discarding;

    /** @param maxLength octets of the longest line, without its CRLF */
    public LineFramer(int maxLength) {
        this.maxLength = maxLength;
    }

    /** The next line or violation; null when the octets do not hold a whole one yet. */
    public @Nullable Frame next(ByteBuf input) {
        int end = input.forEachByte(ByteProcessor.FIND_LF);
        if (end < 0) {
            discardBeyondLimit(input);
            return null;
        }
        int start = input.readerIndex();
        int length = end - start;
        byte[] line = new byte[discarding || length > maxLength + 1 ? 0 : length];
        if (line.length > 0) {
            input.getBytes(start, line);
        }
        input.readerIndex(end + 1);
        if (discarding || length > maxLength + 1) {
            discarding = false;
            return new Violation(Violation.Kind.TOO_LONG);
        }
        return check(line);
    }

    private void discardBeyondLimit(ByteBuf input) {
        if (discarding || input.readableBytes() > maxLength + 1) {
            discarding = true;
            input.skipBytes(input.readableBytes());
        }
    }

    private Frame check(byte[] lineWithCr) {
        int last = lineWithCr.length - 1;
        if (last < 0 || lineWithCr[last] != '\r') {
            return new Violation(last + 1 > maxLength ? Violation.Kind.TOO_LONG : Violation.Kind.BARE_LF);
        }
        for (int i = 0; i < last; i++) {
            if (lineWithCr[i] == '\r') {
                return new Violation(Violation.Kind.BARE_CR);
            }
            if (lineWithCr[i] == 0) {
                return new Violation(Violation.Kind.NUL);
            }
        }
        byte[] line = new byte[last];
        System.arraycopy(lineWithCr, 0, line, 0, last);
        return new Line(line);
    }
}
