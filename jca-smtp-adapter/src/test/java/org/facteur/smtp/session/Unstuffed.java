package org.facteur.smtp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntSupplier;
import org.facteur.smtp.session.DotUnstuffer.Flaw;

/** What came of some octets: the content, what was wrong with it, whether it ended, and what is left behind the end. */
record Unstuffed(String content, Set<Flaw> flaws, boolean ended, String rest) {

    /** At once. */
    static Unstuffed of(String text) {
        return inPieces(text, text::length);
    }

    /** In pieces of these lengths. */
    static Unstuffed inPieces(String text, IntSupplier lengths) {
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
        return new Unstuffed(
                content.toString(StandardCharsets.ISO_8859_1),
                flaws,
                ended,
                input.toString(StandardCharsets.ISO_8859_1));
    }
}
