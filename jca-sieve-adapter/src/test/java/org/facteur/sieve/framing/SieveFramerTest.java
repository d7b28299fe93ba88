package org.facteur.sieve.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.facteur.sieve.framing.SieveFrame.Command;
import org.facteur.sieve.framing.SieveFrame.Violation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SieveFramerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NOOP^                                | NOOP
                    A^B^                                 | A,B
                    PUTSCRIPT "a" {3+}^xyz^              | PUTSCRIPT "a" {3+}^xyz
                    PUTSCRIPT {1+}^a {3+}^x^^            | PUTSCRIPT {1+}^a {3+}^x^
                    PUTSCRIPT "a" {0+}^^                 | PUTSCRIPT "a" {0+}^
                    {4+}^cred^                           | {4+}^cred
                    NOOP {3+} ^                          | NOOP {3+}#
                    NOOP {+}^                            | NOOP {+}
                    NOOP {3}^                            | !SYNCHRONISING_LITERAL
                    A%B^                                 | !BARE_LINE_END,B
                    A~B^C^                               | !NUL,C
                    A {5000+}^                           | !FAR_TOO_LARGE
                    """)
    void findsWhereACommandEnds(String input, String frames) {
        String text = input.strip().replace("^", "\r\n").replace('%', '\n').replace('~', '\0');
        SieveFramer framer = new SieveFramer(100);
        framer.loggedIn(true);
        if (frames.equals("!FAR_TOO_LARGE")) {
            text = text.replace("5000", "99999999999999999999");
        }
        assertThat(frames(framer, text, text.length())).isEqualTo(expected(frames));
        SieveFramer another = new SieveFramer(100);
        another.loggedIn(true);
        assertThat(frames(another, text, 1)).as("octet by octet").isEqualTo(expected(frames));
    }

    private static List<String> expected(String frames) {
        return List.of(frames.strip().replace('#', ' ').replace("^", "\r\n").split(",", -1));
    }

    static List<String> frames(SieveFramer framer, String text, int piece) {
        List<String> frames = new ArrayList<>();
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < octets.length; from += piece) {
            ByteBuf input = Unpooled.wrappedBuffer(octets, from, Math.min(piece, octets.length - from));
            for (SieveFrame frame = framer.next(input); frame != null; frame = framer.next(input)) {
                frames.add(
                        frame instanceof Command command
                                ? new String(command.octets(), StandardCharsets.ISO_8859_1)
                                : "!" + ((Violation) frame).kind());
                if (frame instanceof Violation violation && violation.kind().isFatal()) {
                    return frames;
                }
            }
        }
        return frames;
    }
}
