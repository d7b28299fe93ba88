package org.facteur.smtp.session;

import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.Set;
import org.facteur.smtp.message.OctetSink;

/**
 * Finds the end of a message in the octets that follow DATA, and takes away the dots that the client put before dots (RFC
 * 5321 section 4.5.2).
 *
 * <p>A line ends with CRLF, the message with a line of a single dot, and nothing else ends either: whatever another server
 * takes for an end, such as {@code <LF>.<CRLF>}, is content here. Whether content may hold a bare CR or LF is for the caller
 * to say, who finds them in {@link #flaws()}.
 *
 * <pre>
 *              '.'        CR            LF
 * LINE_START -------> DOT ----> DOT_CR ----> END
 *     ^  |             |          |
 *     |  | other       | other    | other: a line that begins with a dot and a bare CR
 *  LF |  v             v          v
 *     CR <---------- TEXT <--------
 *            CR
 * </pre>
 */
final class DotUnstuffer {

    /** What content should not hold. */
    enum Flaw {
        BARE_CR,
        BARE_LF,
        NUL
    }

    private enum State {
        LINE_START,
        TEXT,
        CR,
        DOT,
        DOT_CR,
        END
    }

    private static final int PIECE = 8192;

    private final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    private final byte[] in = new byte[PIECE];
    /** One octet more than comes in: the CR that was held back behind a dot. */
    private final byte[] out = new byte[PIECE + 1];

    private State state = State.LINE_START;

    /**
     * Consumes octets of the message, and none beyond its end.
     *
     * @param atMost how many octets to consume in this call
     * @return whether the end of the message has been consumed
     */
    boolean read(ByteBuf input, int atMost, OctetSink sink) {
        int left = Math.min(atMost, input.readableBytes());
        while (left > 0 && state != State.END) {
            int length = Math.min(left, PIECE);
            input.getBytes(input.readerIndex(), in, 0, length);
            int consumed = read(length, sink);
            input.skipBytes(consumed);
            left -= consumed;
        }
        return state == State.END;
    }

    /** What has been found in the content so far that should not be there. */
    Set<Flaw> flaws() {
        return flaws;
    }

    private int read(int length, OctetSink sink) {
        int written = 0;
        int consumed = 0;
        while (consumed < length && state != State.END) {
            byte octet = in[consumed++];
            State before = state;
            state = next(octet);
            if (before == State.DOT_CR && state != State.END) {
                out[written++] = '\r';
            }
            if (state != State.DOT && state != State.DOT_CR && state != State.END) {
                out[written++] = octet;
            }
        }
        if (written > 0) {
            sink.accept(out, written);
        }
        return consumed;
    }

    private State next(byte octet) {
        boolean afterCr = state == State.CR || state == State.DOT_CR;
        if (octet == '\n') {
            if (!afterCr) {
                flaws.add(Flaw.BARE_LF);
                return State.TEXT;
            }
            return state == State.CR ? State.LINE_START : State.END;
        }
        if (afterCr) {
            flaws.add(Flaw.BARE_CR);
        }
        if (octet == '\r') {
            return state == State.DOT ? State.DOT_CR : State.CR;
        }
        if (octet == 0) {
            flaws.add(Flaw.NUL);
        }
        return octet == '.' && state == State.LINE_START ? State.DOT : State.TEXT;
    }
}
