package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.facteur.smtp.session.DotUnstuffer.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotUnstufferTest {

    /** What came of some octets: the content, what was wrong with it, whether it ended, and what is left behind the end. */
    private record Outcome(String content, Set<Flaw> flaws, boolean ended, String rest) {}

    @Test
    void aMessageEndsWithALineOfOneDot() {
        assertThat(all("Hello\r\n.\r\nQUIT\r\n")).isEqualTo(new Outcome("Hello\r\n", Set.of(), true, "QUIT\r\n"));
    }

    @Test
    void aMessageMayBeEmpty() {
        assertThat(all(".\r\n")).isEqualTo(new Outcome("", Set.of(), true, ""));
        assertThat(all("\r\n.\r\n")).isEqualTo(new Outcome("\r\n", Set.of(), true, ""));
    }

    @Test
    void theFirstDotOfALineIsTakenAway() {
        assertThat(all("..\r\n...\r\n.a\r\na.\r\n..a\r\n.\r\n").content()).isEqualTo(".\r\n..\r\na\r\na.\r\n.a\r\n");
    }

    @Test
    void octetsAboveAsciiPass() {
        assertThat(all("\u00e9\u00ff\r\n.\r\n")).isEqualTo(new Outcome("\u00e9\u00ff\r\n", Set.of(), true, ""));
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
        Outcome outcome = all("Hello" + imposture + smuggled + ".\r\nQUIT\r\n");
        assertThat(outcome.ended()).isTrue();
        assertThat(outcome.content()).contains(smuggled);
        assertThat(outcome.rest()).isEqualTo("QUIT\r\n");
    }

    @Test
    void bareLineEndsAreFlaws() {
        assertThat(all("a\nb\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_LF);
        assertThat(all("\na\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_LF);
        assertThat(all(".\na\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_LF);
        assertThat(all("a\rb\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_CR);
        assertThat(all("a\r\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_CR);
        assertThat(all(".\rb\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_CR);
        assertThat(all(".\r\r\n.\r\n").flaws()).containsExactly(Flaw.BARE_CR);
        assertThat(all("a\0b\r\n.\r\n").flaws()).containsExactly(Flaw.NUL);
        assertThat(all("a\r\nb\r\n.\r\n").flaws()).isEmpty();
    }

    @Test
    void aCrBehindALoneDotIsKept() {
        assertThat(all(".\rb\r\n.\r\n").content()).isEqualTo("\rb\r\n");
        assertThat(all(".\r\r\n.\r\n").content()).isEqualTo("\r\r\n");
        assertThat(all(".\r.\r\n.\r\n").content()).isEqualTo("\r.\r\n");
    }

    @Test
    void withoutAnEndThereIsMoreToCome() {
        for (String text : List.of("", "a", "a\r", "a\r\n", "a\r\n.", "a\r\n.\r", ".", ".\r")) {
            assertThat(all(text).ended()).as(text).isFalse();
        }
    }

    @Test
    void noMoreIsConsumedThanAllowed() {
        DotUnstuffer unstuffer = new DotUnstuffer();
        ByteBuf input = Unpooled.copiedBuffer("a".repeat(100_000), StandardCharsets.ISO_8859_1);
        unstuffer.read(input, 10_000, (octets, length) -> {});
        assertThat(input.readableBytes()).isEqualTo(90_000);
    }

    @Property(tries = 3000)
    void whatIsStuffedComesOutWhole(@ForAll("texts") String text) {
        String message = text + "\r\n";
        Outcome outcome = all(stuffed(message) + ".\r\nQUIT\r\n");
        assertThat(outcome.ended()).isTrue();
        assertThat(outcome.content()).isEqualTo(message);
        assertThat(outcome.rest()).isEqualTo("QUIT\r\n");
    }

    @Property(tries = 3000)
    void splitsMakeNoDifference(@ForAll("texts") String text, @ForAll Random random) {
        Outcome whole = all(text);
        assertThat(inPieces(text, () -> 1)).isEqualTo(whole);
        assertThat(inPieces(text, () -> 1 + random.nextInt(7))).isEqualTo(whole);
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

    private static Outcome all(String text) {
        return inPieces(text, text::length);
    }

    private static Outcome inPieces(String text, IntSupplier lengths) {
        DotUnstuffer unstuffer = new DotUnstuffer();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteBuf input = Unpooled.buffer();
        boolean ended = false;
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + Math.max(1, lengths.getAsInt()));
            input.writeCharSequence(text.substring(at, end), StandardCharsets.ISO_8859_1);
            ended = unstuffer.read(input, Integer.MAX_VALUE, (octets, length) -> content.write(octets, 0, length));
            at = end;
        }
        Set<Flaw> flaws = unstuffer.flaws().isEmpty() ? Set.of() : EnumSet.copyOf(unstuffer.flaws());
        return new Outcome(
                content.toString(StandardCharsets.ISO_8859_1),
                flaws,
                ended,
                input.toString(StandardCharsets.ISO_8859_1));
    }
}
