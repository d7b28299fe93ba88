package org.facteur.pop3.command;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Pop3SyntaxPropertyTest {

    @Property(tries = 5000)
    void anyOctetsAreACommandOrRefused(@ForAll @Size(max = 80) byte[] line) {
        try {
            assertThat(Pop3Syntax.parse(line)).isNotNull();
        } catch (Pop3SyntaxException e) {
            assertThat(e.text()).matches("[ -~]+").hasSizeLessThan(100);
        }
    }

    @Property
    void numbersArePreserved(@ForAll @IntRange(min = 1) int message, @ForAll @IntRange(min = 0) int lines)
            throws Exception {
        String line = "top " + message + " " + lines;
        assertThat(Pop3Syntax.parse(line.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo(new Pop3Command.Top(message, lines));
    }
}
