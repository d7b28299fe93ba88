package org.facteur.mailstore.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.facteur.api.message.MimePart;
import org.facteur.api.message.MimePart.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as a reader sees them, whatever they were sent in. */
class BodyTextTest {

    @Test
    void quotedPrintableIsDecoded() {
        assertThat(read("Gr=C3=BC=C3=9Fe, soft=\r\n break=20\r\n=3D =zz", "quoted-printable", "utf-8"))
                .isEqualTo("Gr\u00fc\u00dfe, soft break \r\n= =zz");
    }

    @Test
    void base64IsDecodedPastWhatDoesNotBelong() {
        assertThat(read("R3LD\r\n!vMOf ZQ==\r\n", "base64", "utf-8")).isEqualTo("Gr\u00fc\u00dfe");
    }

    @Test
    void anUnknownEncodingIsReadAsItStands() {
        assertThat(read("as it stands", "x-own", "utf-8")).isEqualTo("as it stands");
    }

    @ParameterizedTest
    @CsvSource({
        "iso-8859-1, Gr\u00fc\u00dfe",
        "ISO-8859-15, \u20ac",
        "windows-1251, \u041f\u0440\u0438\u0432\u0435\u0442",
        "koi8-r, \u041f\u0440\u0438\u0432\u0435\u0442",
        "iso-2022-jp, \u65e5\u672c\u8a9e",
        "shift_jis, \u65e5\u672c\u8a9e",
        "euc-jp, \u65e5\u672c\u8a9e",
        "gb18030, \u4f60\u597d",
        "big5, \u4f60\u597d",
        "euc-kr, \ud55c\uae00",
        "utf-16, Gr\u00fc\u00dfe",
        "utf-7-is-not-known, plain",
        "utf-8, \ud83d\ude00"
    })
    void everyCharsetIsDecoded(String charset, String text) {
        byte[] octets = text.getBytes(Charset.isSupported(charset) ? Charset.forName(charset) : UTF_8);
        assertThat(read(new String(octets, ISO_8859_1), "8bit", charset)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "us-ascii", "unknown-8bit", "", "no charset at all"})
    void octetsThatAreNotUtf8AreReadAsWindows1252(String charset) {
        assertThat(read("caf\u00e9 \u0080 " + octets("\u00fc\u65e5"), "8bit", charset))
                .isEqualTo("caf\u00e9 \u20ac \u00fc\u65e5");
    }

    @Test
    void octetsThatAreNotOfTheirCharsetAreReplaced() {
        assertThat(read("a\u00d9b", "8bit", "windows-1255")).isEqualTo("a\ufffdb");
    }

    @Test
    void charactersAcrossBuffersAreWhole() {
        String text = "\u65e5\ud83d\ude00x".repeat(20_000);
        assertThat(read(octets(text), "8bit", "utf-8")).isEqualTo(text);
        String encoded = Base64.getMimeEncoder().encodeToString(text.getBytes(UTF_8));
        assertThat(read(encoded, "base64", "utf-8")).isEqualTo(text);
    }

    @Property(tries = 2000)
    void anyOctetsAreSomeText(
            @ForAll @Size(max = 300) byte[] octets,
            @ForAll("encodings") String encoding,
            @ForAll("charsets") String charset) {
        assertThatCode(() -> read(new String(octets, ISO_8859_1), encoding, charset))
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> encodings() {
        return Arbitraries.of("7bit", "8bit", "binary", "base64", "quoted-printable", "x-own");
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of(
                "us-ascii",
                "utf-8",
                "utf-16",
                "utf-16le",
                "utf-32",
                "iso-2022-jp",
                "iso-2022-kr",
                "iso-2022-cn",
                "gb18030",
                "big5",
                "euc-jp",
                "shift_jis",
                "euc-kr",
                "windows-1255",
                "tis-620",
                "ibm500",
                "x-mac-roman",
                "hz-gb-2312");
    }

    /** @param octets one character an octet */
    private static String read(String octets, String encoding, String charset) {
        InputStream trickle = new ByteArrayInputStream(octets.getBytes(ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1000));
            }
        };
        MimePart part = new MimePart(
                "text",
                "plain",
                List.of(new Parameter("charset", charset)),
                null,
                null,
                encoding,
                null,
                null,
                List.of(),
                null,
                0,
                0,
                0,
                0,
                null,
                List.of());
        StringWriter text = new StringWriter();
        try (Reader reader = BodyText.open(trickle, part)) {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String octets(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
