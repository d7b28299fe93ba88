package org.facteur.imap.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OctetFilterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        AAECAw==            | \\0\\1\\2\\3
        SGVs\\r\\nbG8=      | Hello
        SGVsbG8             | Hello
        S G V s b G 8 =     | Hello
        SGVsbA==SGVsbG8=    | HellHello
        SGVsbG              | Hell
        S                   | ''
        ====                | ''
        !?SGVs\u00e4bG8=     | Hello
        """)
    void base64IsUndone(String encoded, String decoded) {
        assertThat(through(Base64Decoder::new, octets(encoded))).isEqualTo(octets(decoded));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        Caf=C3=A9|Caf\u00c3\u00a9
        a=3db|a=b
        a=\\r\\nb|ab
        a= \\t\\r\\nb|ab
        a=\\nb|ab
        a \\t\\r\\n b|a\\r\\n b
        a b|a b
        a b |a b
        a=|a
        a=4|a=4
        a=4x|a=4x
        a=x|a=x
        a==41|a=A
        =0D=0A|\\r\\n
        """)
    void quotedPrintableIsUndone(String encoded, String decoded) {
        assertThat(through(QuotedPrintableDecoder::new, octets(encoded))).isEqualTo(octets(decoded));
    }

    @Test
    void anyOctetsSurviveBase64HoweverTheyAreCut() {
        Random random = new Random(3516);
        for (int length = 0; length < 200; length++) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            assertThat(through(Base64Decoder::new, Base64.getMimeEncoder().encode(octets)))
                    .isEqualTo(octets);
        }
    }

    @Test
    void endlessBlanksCostNoMemory() {
        byte[] blanks = new byte[100_000];
        Arrays.fill(blanks, (byte) ' ');
        byte[] decoded = new QuotedPrintableDecoder().next(blanks, false);
        assertThat(decoded.length).isGreaterThan(99_000);
    }

    /** The same at once, octet by octet, and in pieces of any length. */
    private static byte[] through(Supplier<OctetFilter> filter, byte[] octets) {
        byte[] atOnce = filter.get().next(octets, true);
        for (int piece = 1; piece < octets.length; piece++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            OctetFilter pieces = filter.get();
            for (int at = 0; at < octets.length; at += piece) {
                int end = Math.min(octets.length, at + piece);
                out.writeBytes(pieces.next(Arrays.copyOfRange(octets, at, end), end == octets.length));
            }
            assertThat(out.toByteArray()).as("in pieces of %s", piece).isEqualTo(atOnce);
        }
        return atOnce;
    }

    private static byte[] octets(String escaped) {
        return escaped.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\0", "\0")
                .replace("\\1", "\001")
                .replace("\\2", "\002")
                .replace("\\3", "\003")
                .getBytes(ISO_8859_1);
    }
}
