package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryPartsTest {

    private static final String ENCODED = "Content-Transfer-Encoding: base64\r\n\r\n";

    @Test
    void aMessageThatIsOneBinaryPartIsEncoded() {
        assertThat(converted("Subject: x\r\ncontent-transfer-encoding: BINARY\r\nTo: y\r\n\r\na\0\nb\r"))
                .isEqualTo("Subject: x\r\nTo: y\r\n" + ENCODED + base64("a\0\nb\r") + "\r\n");
    }

    @Test
    void partsOfOtherKindsStayAsTheyAre() {
        String message = "Content-Type: multipart/mixed; boundary=\"b c\"\r\n\r\n"
                + "preamble\r\n"
                + "--b c\r\n\r\n"
                + "text\r\n"
                + "--b c \t\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n"
                + "--b\r\n"
                + "--b cd\r\n"
                + "\u00e4\r\n"
                + "--b c--\r\n"
                + "epilogue\r\n";
        assertThat(converted(message)).isEqualTo(message);
    }

    @Test
    void aBoundaryOfAnyLengthIsReadToItsEnd() {
        String message = "Content-Type: multipart/mixed; boundary=\"" + "\\b".repeat(8_000) + "\"\r\n\r\ntext\r\n";
        assertThat(converted(message)).isEqualTo(message);
    }

    @Test
    void binaryPartsAreEncodedBetweenTheirDelimiters() {
        assertThat(converted("Content-Type: multipart/mixed;\r\n"
                        + " boundary=b\r\n"
                        + "Content-Transfer-Encoding: binary\r\n\r\n"
                        + "--b\r\n"
                        + "Content-Transfer-Encoding: binary\r\n"
                        + "Content-Type: image/png\r\n\r\n"
                        + "\0\r\n"
                        + "--c\r\n\r\r\n"
                        + "\r\n"
                        + "--b\r\n\r\n"
                        + "text\r\n"
                        + "--b\r\n"
                        + "Content-Transfer-Encoding: binary\r\n\r\n\r\n"
                        + "--b--\r\n"
                        + "end"))
                .isEqualTo("Content-Type: multipart/mixed;\r\n boundary=b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                        + "--b\r\nContent-Type: image/png\r\n" + ENCODED + base64("\0\r\n--c\r\n\r\r\n")
                        + "\r\n--b\r\n\r\ntext\r\n--b\r\n" + ENCODED + "\r\n--b--\r\nend");
    }

    @Test
    void messagesAndMultipartsWithinAreLookedInto() {
        assertThat(converted("Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n"
                        + "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                        + "Subject: y\r\nContent-Type: multipart/mixed; boundary=inner\r\n\r\n"
                        + "--inner\r\nContent-Transfer-Encoding: binary\r\n\r\n\0\r\n--inner--\r\n--outer\r\n"
                        + "Content-Transfer-Encoding: binary\r\n\r\n\1\r\n--outer--"))
                .isEqualTo("Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n"
                        + "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                        + "Subject: y\r\nContent-Type: multipart/mixed; boundary=inner\r\n\r\n"
                        + "--inner\r\n" + ENCODED + base64("\0") + "\r\n--inner--\r\n--outer\r\n" + ENCODED
                        + base64("\1")
                        + "\r\n--outer--");
    }

    @Test
    void anOuterDelimiterEndsWhatIsNotClosed() {
        assertThat(converted("Content-Type: multipart/mixed; boundary=outer\r\n\r\n"
                        + "--outer\r\n"
                        + "Content-Type: multipart/mixed; boundary=inner\r\n\r\n"
                        + "--inner\r\n"
                        + "Content-Transfer-Encoding: binary\r\n\r\n"
                        + "\0\r\n"
                        + "--outer\r\n\r\n"
                        + "--inner\r\n"
                        + "--outer--\r\n"))
                .isEqualTo("Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n"
                        + "Content-Type: multipart/mixed; boundary=inner\r\n\r\n"
                        + "--inner\r\n" + ENCODED + base64("\0") + "\r\n--outer\r\n\r\n--inner\r\n--outer--\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 56, 57, 58, 114, 100_000})
    void whatIsDecodedIsWhatWasSent(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        String sent = new String(octets, StandardCharsets.ISO_8859_1);
        String received = converted("Content-Transfer-Encoding: binary\r\n\r\n" + sent);
        assertThat(received).startsWith(ENCODED).endsWith("\r\n");
        assertThat(received.split("\r\n")).allMatch(line -> line.matches("[ -~]{0,76}"));
        assertThat(Base64.getMimeDecoder().decode(received.substring(ENCODED.length())))
                .isEqualTo(octets);
    }

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "'Subject: x','Subject: x'",
        "'Subject: x\r\n','Subject: x\r\n'",
        "'\r\n','\r\n'",
        "'\r\n--','\r\n--'",
        "'no field\r\n\r\nbody','no field\r\n\r\nbody'",
    })
    void fragmentsPass(String fragment, String expected) {
        assertThat(converted(fragment)).isEqualTo(expected);
    }

    @Test
    void nothingIsHeldThatIsLong() {
        String message =
                "X: " + "x".repeat(100_000) + "\r\n\r\n--" + "y".repeat(100_000) + "\r\n" + "--\r".repeat(1000);
        assertThat(converted(message)).isEqualTo(message);
        String deep = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(10_000);
        assertThat(converted(deep)).isEqualTo(deep);
    }

    private static String base64(String octets) {
        return Base64.getEncoder().encodeToString(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The same whatever the pieces are in which the message comes. */
    private static String converted(String message) {
        String whole = converted(message, Math.max(1, message.length()));
        assertThat(converted(message, 1)).isEqualTo(whole);
        assertThat(converted(message, 3)).isEqualTo(whole);
        return whole;
    }

    private static String converted(String message, int piece) {
        BinaryParts parts = new BinaryParts();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < octets.length; at += piece) {
            byte[] next = Arrays.copyOfRange(octets, at, Math.min(octets.length, at + piece));
            parts.accept(next, next.length, (passed, length) -> out.write(passed, 0, length));
        }
        parts.end((passed, length) -> out.write(passed, 0, length));
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
