package org.facteur.sieve.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SieveSyntaxPropertyTest {

    @Property(tries = 5000)
    void anyOctetsAreACommandOrRefused(@ForAll @Size(max = 80) byte[] octets) {
        expectACommandOrASentence(octets);
    }

    @Property(tries = 5000)
    void anythingLikeACommandIsOneOrRefused(
            @ForAll @StringLength(max = 30) @Chars({' ', '"', '\\', '{', '1', '9', '+', '}', '\r', '\n', 'a'})
                    String rest) {
        expectACommandOrASentence(("PUTSCRIPT" + rest).getBytes(StandardCharsets.US_ASCII));
    }

    private static void expectACommandOrASentence(byte[] octets) {
        try {
            assertThat(SieveSyntax.parse(octets)).isNotNull();
        } catch (SieveSyntaxException e) {
            assertThat(e.text()).matches("[ -~]+").hasSizeLessThan(100);
        }
    }
}
