package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DotUnstufferPropertyTest {

    @Property(tries = 3000)
    void whatIsStuffedComesOutWhole(@ForAll("texts") String text) {
        String message = text + "\r\n";
        Unstuffed outcome = Unstuffed.of(stuffed(message) + ".\r\nQUIT\r\n");
        assertThat(outcome.ended()).isTrue();
        assertThat(outcome.content()).isEqualTo(message);
        assertThat(outcome.rest()).isEqualTo("QUIT\r\n");
    }

    @Property(tries = 3000)
    void splitsMakeNoDifference(@ForAll("texts") String text, @ForAll Random random) {
        Unstuffed whole = Unstuffed.of(text);
        assertThat(Unstuffed.inPieces(text, () -> 1)).isEqualTo(whole);
        assertThat(Unstuffed.inPieces(text, () -> 1 + random.nextInt(7))).isEqualTo(whole);
    }

    /** Texts dense with what matters here. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("\r\n", "\r\n.", ".", "\r", "\n", "\r\n.\r\n", "\0", "a", "bc", "\u00e9")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }

    private static String stuffed(String message) {
        String stuffed = message.replace("\r\n.", "\r\n..");
        return stuffed.startsWith(".") ? "." + stuffed : stuffed;
    }
}
