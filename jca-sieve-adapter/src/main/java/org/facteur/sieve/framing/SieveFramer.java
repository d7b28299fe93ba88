package org.facteur.sieve.framing;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.util.Arrays;
import org.facteur.sieve.framing.SieveFrame.Command;
import org.facteur.sieve.framing.SieveFrame.Kind;
import org.facteur.sieve.framing.SieveFrame.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Finds where each command ends, its literals included, before anybody asks what it means: so a bad command is one command,
 * and the next one is read from its beginning.
 *
 * <pre>
 * command = line *( literal line ) ; each line but the last ends with the literal's {n+}
 * literal = "{" number "+}" CRLF *OCTET
 * </pre>
 *
 * <p>Lines end with CRLF; a bare CR, a bare LF and NUL are refused. All that arrives is consumed at once, and what is kept is
 * bounded. Knows no sockets; not thread-safe.
 */
public final class SieveFramer {

    /** Octets of the lines of a command, and of its literals before somebody has logged in. */
    public static final int MAX_TEXT = 16 * 1024;

    /** Octets of a refused command that are read so that the client learns why. */
    static final int MAX_DISCARDED = 16 << 20;

    /** What is kept of a refused line: enough to see a literal at its end. */
    private static final int TAIL = 16;

    /** An idle connection keeps no more than this. */
    private static final int IDLE_BUFFER = 256;

    private final int maxLiterals;
    private boolean loggedIn;

    private byte[] octets = new byte[0];
    private int length;
    /** Where the line begins that is being read. */
    private int lineStart;

    private int textOctets;
    private int literalOctets;
    private long discarded;
    /** How much of a literal is still to come. */
    private long remaining;

    private @Nullable Kind refusal;

    /** @param maxLiterals octets of all literals of a command of somebody who is logged in */
    public SieveFramer(int maxLiterals) {
        this.maxLiterals = maxLiterals;
    }

    /** Whether the limits for somebody who is logged in hold. */
    public void loggedIn(boolean loggedIn) {
        this.loggedIn = loggedIn;
    }

    /** The next command or violation; null when the octets, all of them consumed, do not hold the end of it. */
    public @Nullable SieveFrame next(ByteBuf input) {
        while (input.isReadable()) {
            if (remaining > 0) {
                readLiteral(input);
            } else if (readLine(input)) {
                SieveFrame frame = lineRead();
                if (frame != null) {
                    reset();
                    return frame;
                }
            }
            if (refusal == Kind.FAR_TOO_LARGE) {
                return new Violation(refusal);
            }
        }
        return null;
    }

    /** Takes octets up to and including LF, or all; true when the line is complete. */
    private boolean readLine(ByteBuf input) {
        int lineFeed = input.forEachByte(ByteProcessor.FIND_LF);
        int count = lineFeed < 0 ? input.readableBytes() : lineFeed + 1 - input.readerIndex();
        if (refusal == null && textOctets + count > MAX_TEXT) {
            refuse(Kind.TOO_LONG);
        }
        if (refusal == null) {
            textOctets += count;
            append(input, count);
        } else {
            keepTail(input, count);
        }
        return lineFeed >= 0;
    }

    private void keepTail(ByteBuf input, int count) {
        discard(count);
        int skipped = Math.max(0, count - TAIL);
        input.skipBytes(skipped);
        append(input, count - skipped);
        if (length > TAIL) {
            System.arraycopy(octets, length - TAIL, octets, 0, TAIL);
            length = TAIL;
        }
    }

    /** Judges the line that is complete; null: the command goes on with a literal. */
    private @Nullable SieveFrame lineRead() {
        int lineEnd = length - lineStart > 1 && octets[length - 2] == '\r' ? 2 : 1;
        if (refusal == null) {
            judgeLine(lineEnd);
        }
        int end = length - lineEnd;
        LiteralHeader literal = lineEnd == 2 ? LiteralHeader.endingAt(octets, lineStart, end) : null;
        if (literal == null) {
            return refusal == null ? new Command(Arrays.copyOf(octets, end)) : new Violation(refusal);
        }
        if (!literal.comesAtOnce()) {
            return new Violation(Kind.SYNCHRONISING_LITERAL);
        }
        if (refusal == null && literal.size() > (loggedIn ? maxLiterals : MAX_TEXT) - literalOctets) {
            refuse(Kind.LITERAL_TOO_LARGE);
        }
        if (refusal == null) {
            literalOctets += (int) literal.size();
        } else {
            discard(literal.size());
            length = 0;
        }
        remaining = literal.size();
        lineStart = length;
        return null;
    }

    private void judgeLine(int lineEnd) {
        if (lineEnd == 1) {
            refuse(Kind.BARE_LINE_END);
            return;
        }
        for (int i = lineStart; i < length - 2; i++) {
            if (octets[i] == 0 || octets[i] == '\r') {
                refuse(octets[i] == 0 ? Kind.NUL : Kind.BARE_LINE_END);
                return;
            }
        }
    }

    private void readLiteral(ByteBuf input) {
        int count = (int) Math.min(remaining, input.readableBytes());
        remaining -= count;
        if (refusal == null) {
            append(input, count);
            lineStart = length;
        } else {
            input.skipBytes(count);
        }
    }

    /** From here on the command is only read to its end. */
    private void refuse(Kind kind) {
        refusal = kind;
        int tail = Math.min(TAIL, length - lineStart);
        octets = Arrays.copyOfRange(octets, length - tail, length);
        length = tail;
        lineStart = 0;
    }

    private void discard(long count) {
        discarded += count;
        if (discarded > MAX_DISCARDED) {
            refusal = Kind.FAR_TOO_LARGE;
        }
    }

    private void append(ByteBuf input, int count) {
        if (octets.length - length < count) {
            octets = Arrays.copyOf(octets, Math.max(length + count, 2 * octets.length));
        }
        input.readBytes(octets, length, count);
        length += count;
    }

    private void reset() {
        if (octets.length > IDLE_BUFFER) {
            octets = new byte[0];
        }
        length = 0;
        lineStart = 0;
        textOctets = 0;
        literalOctets = 0;
        discarded = 0;
        remaining = 0;
        refusal = null;
    }
}
