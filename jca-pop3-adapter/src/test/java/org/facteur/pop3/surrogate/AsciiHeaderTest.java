package org.facteur.pop3.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsciiHeaderTest {

    private static String surrogate(String message) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        int end = AsciiHeader.end(octets).orElse(octets.length);
        return new String(AsciiHeader.replace(octets, end), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "To: a@bücher.example | To: a@xn--bcher-kva.example",
                "To: \"Bä, C\" <b@example.test>, c@example.test"
                        + " | To: =?UTF-8?B?QsOkLCBD?=~ <b@example.test>,~ c@example.test",
                "Cc: jörg@example.test | Cc: =?UTF-8?B?asO2cmdAZXhhbXBsZS50ZXN0?=~"
                        + " <invalid@internationalized-address.invalid>",
                "To: Jörg | To: =?UTF-8?B?SsO2cmc=?=~ <invalid@internationalized-address.invalid>",
                "To: Gä: a@example.test, b@example.test; | To:"
                        + " =?UTF-8?B?R8OkOiBhQGV4YW1wbGUudGVzdCwgYkBleGFtcGxlLnRlc3Q7?= :;",
                "Content-Disposition: attachment; filename=\"ä;.pdf\"; size=3 | Content-Disposition: attachment;~"
                        + " size=3",
                "X-Note: ä | X-Note: =?UTF-8?B?w6Q=?=",
            })
    void aFieldHasItsFormInAscii(String field, String ascii) {
        assertThat(surrogate(field + "\r\nDate: now\r\n\r\nä"))
                .isEqualTo(ascii.replace("~", "\r\n") + "\r\nDate: now\r\n\r\nä");
    }

    @ParameterizedTest
    @CsvSource({"Received: from ä", "Mëssage: x", "no field ä", "Message-ID: <ä@x>", "Content-Type: ä/plain"})
    void whatHasNoneIsLeftOut(String field) {
        assertThat(surrogate(field + "\r\nA: b\r\n\r\n")).isEqualTo("A: b\r\n\r\n");
    }

    @Test
    void foldedFieldsAreOne() {
        assertThat(surrogate("Subject: ä\r\n b\r\n\tc\r\n\r\n")).isEqualTo("Subject: =?UTF-8?B?w6QgYglj?=\r\n\r\n");
    }

    @Test
    void octetsThatAreNotUtf8StayAsTheyAre() {
        byte[] octets = "Subject: \u00e4\r\nX-A: b\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(AsciiHeader.replace(octets, octets.length)).isEqualTo(octets);
    }

    @Test
    void aHeaderEndsWithItsEmptyLine() {
        assertThat(AsciiHeader.end("A: b\r\n\r\nbody".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(OptionalInt.of(8));
        assertThat(AsciiHeader.end("\r\nbody".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(OptionalInt.of(2));
        assertThat(AsciiHeader.end("A: b\r\n\r".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(
                        "From",
                        "To",
                        "Subject",
                        "Content-Type",
                        "X-A",
                        ":",
                        " ",
                        "\r\n",
                        "\r\n ",
                        "\r",
                        "\n",
                        "ä",
                        "\ud83d\ude00",
                        "a@b",
                        "<",
                        ">",
                        "(",
                        ")",
                        "\"",
                        "\\",
                        ",",
                        ";",
                        "@",
                        ".",
                        "xn--")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 5000)
    void whateverTheHeaderItsSurrogateIsAscii(@ForAll("headers") String header) {
        byte[] octets = header.getBytes(StandardCharsets.UTF_8);
        byte[] surrogate = AsciiHeader.replace(octets, octets.length);
        assertThat(AsciiHeader.isAscii(surrogate, surrogate.length)).isTrue();
    }

    @Property(tries = 2000)
    void aTextCanBeReadFromItsWords(@ForAll String text) {
        String wanted = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String words = EncodedWords.of(wanted, 9);
        assertThat(words.lines().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(76);
        StringBuilder read = new StringBuilder();
        Matcher word = Pattern.compile("=\\?UTF-8\\?B\\?(.*?)\\?=").matcher(words);
        while (word.find()) {
            read.append(new String(Base64.getDecoder().decode(word.group(1)), StandardCharsets.UTF_8));
        }
        assertThat(read.toString()).isEqualTo(wanted);
    }
}
