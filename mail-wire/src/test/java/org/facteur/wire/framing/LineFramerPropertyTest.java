package org.facteur.wire.framing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LineFramerPropertyTest {

    /** The same in the simplest way that can be seen to be right. */
    private static List<String> expected(String octets) {
        List<String> frames = new ArrayList<>();
        int from = 0;
        for (int end = octets.indexOf('\n'); end >= 0; end = octets.indexOf('\n', from)) {
            String line = octets.substring(from, end);
            from = end + 1;
            boolean crlf = line.endsWith("\r");
            String text = crlf ? line.substring(0, line.length() - 1) : line;
            if (text.length() > LineFramerTest.MAX) {
                frames.add("!TOO_LONG");
            } else if (!crlf) {
                frames.add("!BARE_LF");
            } else if (text.matches("(?s)[^\r\0]*")) {
                frames.add(text);
            } else {
                frames.add(text.replaceAll("(?s)[^\r\0]", "").startsWith("\r") ? "!BARE_CR" : "!NUL");
            }
        }
        return frames;
    }

    @Provide
    Arbitrary<String> octets() {
        return Arbitraries.of("\r\n", "\n", "\r", "\0", "a", "bc", "12345678", "\u00ff")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 5000)
    void itDoesNotMatterHowTheOctetsArrive(
            @ForAll("octets") String octets, @ForAll @IntRange(min = 1, max = 20) int piece) {
        assertThat(LineFramerTest.frames(octets, piece)).isEqualTo(LineFramerTest.frames(octets, 1));
        assertThat(LineFramerTest.frames(octets, 1)).isEqualTo(expected(octets));
    }
}
