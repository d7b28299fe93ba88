package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.facteur.smtp.session.DotUnstuffer.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotUnstufferTest {

    @Test
    void aMessageEndsWithALineOfOneDot() {
        assertThat(Unstuffed.of("Hello\r\n.\r\nQUIT\r\n"))
                .isEqualTo(new Unstuffed("Hello\r\n", Set.of(), true, "QUIT\r\n"));
    }

    @Test
    void aMessageMayBeEmpty() {
        assertThat(Unstuffed.of(".\r\n")).isEqualTo(new Unstuffed("", Set.of(), true, ""));
        assertThat(Unstuffed.of("\r\n.\r\n")).isEqualTo(new Unstuffed("\r\n", Set.of(), true, ""));
    }

    @Test
    void theFirstDotOfALineIsTakenAway() {
        assertThat(Unstuffed.of("..\r\n...\r\n.a\r\na.\r\n..a\r\n.\r\n").content())
                .isEqualTo(".\r\n..\r\na\r\na.\r\n.a\r\n");
    }

    @Test
    void octetsAboveAsciiPass() {
        assertThat(Unstuffed.of("\u00e9\u00ff\r\n.\r\n"))
                .isEqualTo(new Unstuffed("\u00e9\u00ff\r\n", Set.of(), true, ""));
    }

    /** Sequences that one server or another has taken for an end of message, so that a second message could be smuggled in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r.\r",
                "\r.\r\n",
                "\r\n.\n",
                "\r\n.\r",
                "\r\r\n.\n",
                "\n.\r",
                "\r.\n",
                "\r\n.\r\r\n",
                "\r\n\0.\r\n",
                "\r\n.\0\r\n",
                "\r\n.\r\0\n",
                "\0\n.\r\n",
                "\n\n.\r\n",
                "\r\n. \r\n",
                "\r\n .\r\n",
                "\r\n.\t\r\n",
                "\r\n\u0085.\r\n"
            })
    void nothingElseEndsAMessage(String imposture) {
        String smuggled = "MAIL FROM:<mallory@example.test>\r\n";
        Unstuffed outcome = Unstuffed.of("Hello" + imposture + smuggled + ".\r\nQUIT\r\n");
        assertThat(outcome.ended()).isTrue();
        assertThat(outcome.content()).contains(smuggled);
        assertThat(outcome.rest()).isEqualTo("QUIT\r\n");
    }

    @Test
    void bareLineEndsAreFlaws() {
        assertThat(Unstuffed.of("a\nb\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_LF);
        assertThat(Unstuffed.of("\na\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_LF);
        assertThat(Unstuffed.of(".\na\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_LF);
        assertThat(Unstuffed.of("a\rb\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_CR);
        assertThat(Unstuffed.of("a\r\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_CR);
        assertThat(Unstuffed.of(".\rb\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_CR);
        assertThat(Unstuffed.of(".\r\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_CR);
        assertThat(Unstuffed.of("a\0b\r\n.\r\n").flaws()).containsExactly(Flaw.NUL);
        assertThat(Unstuffed.of("a\r\nb\r\n.\r\n").flaws()).isEmpty();
    }

    @Test
    void aCrBehindALoneDotIsKept() {
        assertThat(Unstuffed.of(".\rb\r\n.\r\n").content()).isEqualTo("\rb\r\n");
        assertThat(Unstuffed.of(".\r\r\n.\r\n").content()).isEqualTo("\r\r\n");
        assertThat(Unstuffed.of(".\r.\r\n.\r\n").content()).isEqualTo("\r.\r\n");
    }

    @Test
    void withoutAnEndThereIsMoreToCome() {
        for (String text : List.of("", "a", "a\r", "a\r\n", "a\r\n.", "a\r\n.\r", ".", ".\r")) {
            assertThat(Unstuffed.of(text).ended()).as(text).isFalse();
        }
    }

    @Test
    void noMoreIsConsumedThanAllowed() {
        DotUnstuffer unstuffer = new DotUnstuffer();
        ByteBuf input = Unpooled.copiedBuffer("a".repeat(100_000), StandardCharsets.ISO_8859_1);
        unstuffer.read(input, 10_000, (octets, length) -> {});
        assertThat(input.readableBytes()).isEqualTo(90_000);
    }
}
