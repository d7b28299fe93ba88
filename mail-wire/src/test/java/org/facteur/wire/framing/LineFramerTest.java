package org.facteur.wire.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.facteur.wire.framing.LineFramer.Frame;
import org.facteur.wire.framing.LineFramer.Line;
import org.facteur.wire.framing.LineFramer.Violation;
import org.junit.jupiter.api.Test;

class LineFramerTest {

    static final int MAX = 8;

    /** What comes out when the octets arrive in pieces of some size, a line as its text, a violation as its kind. */
    static List<String> frames(String octets, int piece) {
        LineFramer framer = new LineFramer(MAX);
        ByteBuf input = Unpooled.buffer();
        List<String> frames = new ArrayList<>();
        for (int from = 0; from < octets.length(); from += piece) {
            String next = octets.substring(from, Math.min(octets.length(), from + piece));
            input.writeBytes(next.getBytes(StandardCharsets.ISO_8859_1));
            for (Frame frame = framer.next(input); frame != null; frame = framer.next(input)) {
                frames.add(
                        frame instanceof Line line
                                ? new String(line.octets(), StandardCharsets.ISO_8859_1)
                                : "!" + ((Violation) frame).kind());
            }
            assertThat(input.readableBytes()).isLessThanOrEqualTo(MAX + 1);
        }
        return frames;
    }

    @Test
    void aLineEndsWithCrLfOnly() {
        assertThat(frames("one\r\ntwo\nthree\r\nfo\rur\r\nfi\0ve\r\n\r\n", 1000))
                .containsExactly("one", "!BARE_LF", "three", "!BARE_CR", "!NUL", "");
    }

    @Test
    void theLongestLineIsALineAndOneMoreOctetIsTooMuch() {
        assertThat(frames("12345678\r\n123456789\r\n12345678\n", 1000))
                .containsExactly("12345678", "!TOO_LONG", "!BARE_LF");
    }

    @Test
    void anEndlessLineIsRefusedOnceAndTheNextOneIsTaken() {
        assertThat(frames("x".repeat(100_000) + "\r\nnext\r\n", 17)).containsExactly("!TOO_LONG", "next");
    }
}
