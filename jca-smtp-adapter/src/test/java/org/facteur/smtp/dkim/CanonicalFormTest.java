package org.facteur.smtp.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The relaxed forms of header and body (RFC 6376 section 3.4). */
class CanonicalFormTest {

    /** CR, LF and tab are written as such for a reader. */
    private static String octets(String text) {
        return text.replace("_", " ")
                .replace("→", "\t")
                .replace("↵", "\r\n")
                .replace("␍", "\r")
                .replace("␊", "\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] hash(String body) {
        RelaxedBody hash = new RelaxedBody();
        hash.accept(bytes(body), 0, body.length());
        return hash.hash();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
        _C_↵D_→_E↵↵↵      | _C↵D_E↵
        ''                | ''
        ↵                 | ''
        ↵↵↵               | ''
        __→↵→↵            | ''
        a                 | a↵
        a_                | a↵
        a↵                | a↵
        a↵_               | a↵
        a↵↵b↵↵            | a↵↵b↵
        a↵_↵b             | a↵↵b↵
        _→a               | _a↵
        a␊b               | a␊b↵
        a␍b_␍_            | a␍b_␍↵
        a␍↵               | a␍↵
        a_␊_b             | a_␊_b↵
        a␍                | a␍↵\
        """)
    void aBodyIsHashedInItsRelaxedForm(String body, String relaxed) {
        assertThat(hash(octets(body))).isEqualTo(Sha256.newDigest().digest(bytes(octets(relaxed))));
    }

    @Test
    void linesMayBeOfAnyLength() {
        StringBuilder body = new StringBuilder();
        for (int length : new int[] {8191, 8192, 8193, 1, 20_000, 0, 4096, 4095}) {
            body.append("x".repeat(length)).append("\r\n");
        }
        String text = body + "end";

        assertThat(hash(text)).isEqualTo(Sha256.newDigest().digest(bytes(text + "\r\n")));
    }

    @Test
    void anEmptyBodyHasTheHashOfNothing() {
        assertThat(Base64.getEncoder().encodeToString(hash("")))
                .isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        A:_X↵                         | a:X
        B_:_Y→↵→Z__↵                  | b:Y_Z
        Subject:_a_→b↵                | subject:a_b
        Subject:↵_folded↵_→at_once↵   | subject:folded_at_once
        Subject:↵                     | subject:
        Subject:_→_↵                  | subject:
        Subject:↵_↵                   | subject:
        X:_a:b_:_c↵                   | x:a:b_:_c
        X:a␊b↵                        | x:a␊b
        X:a␍b↵                        | x:a␍b\
        """)
    void aFieldHasARelaxedForm(String field, String relaxed) {
        assertThat(relaxed(HeaderField.parse(bytes(octets(field))).orElseThrow()))
                .isEqualTo(octets(relaxed) + "\r\n");
    }

    private static String relaxed(List<HeaderField> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (HeaderField field : fields) {
            field.writeRelaxed(out);
            out.writeBytes(bytes("\r\n"));
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        From: a@b↵no field↵
        _folded into nothing↵
        From alice Thu Jan 1↵From: a@b↵
        : no name↵
        a_b: two words↵\
        """)
    void whatIsNoFieldMakesNoHeader(String header) {
        assertThat(HeaderField.parse(bytes(octets(header)))).isEmpty();
    }

    @Test
    void fieldsOfOneNameAreTakenFromTheBottom() {
        List<HeaderField> header = HeaderField.parse(
                        bytes("Received: 3\r\nX: a\r\nReceived: 2\r\nReceived: 1\r\nFrom: a@b\r\n"))
                .orElseThrow();

        SignedFields fields =
                SignedFields.of(header, List.of("received", "from", "received", "missing", "received", "received"));

        assertThat(new String(fields.relaxed(), StandardCharsets.ISO_8859_1))
                .isEqualTo("received:1\r\nfrom:a@b\r\nreceived:2\r\nreceived:3\r\n");
    }

    private static Optional<SignedParts> scan(String message) {
        MessageScan scan = new MessageScan();
        scan.accept(bytes(message));
        return scan.end();
    }

    @Test
    void whoseMessageItIsMustBeClear() {
        assertThat(scan("From: a@b\r\n\r\nbody")).isPresent();
        assertThat(scan("Subject: nobody's\r\n\r\nbody")).isEmpty();
        assertThat(scan("From: a@b\r\nSubject: two\r\nfrom: c@d\r\n\r\nbody")).isEmpty();
        assertThat(scan("")).isEmpty();
        assertThat(scan("\r\nbody")).isEmpty();
        assertThat(scan("From: a@b\r\n" + "To: c@d\r\n".repeat(300) + "\r\n")).isEmpty();
    }

    @Test
    void aHeaderWithoutBodyIsSigned() throws Exception {
        assertThat(scan("From: a@b")).isPresent();
        assertThat(scan("From: a@b\r\n")).isPresent();
        assertThat(scan("From: a@b\r\n\r\n")).isPresent();
    }

    @Test
    void aHeaderThatDoesNotEndIsNotHeld() {
        MessageScan scan = new MessageScan();
        byte[] piece = bytes("X: " + "x".repeat(997) + "\r\n");
        int pieces = 0;
        while (scan.isSignable()) {
            scan.accept(piece);
            pieces++;
        }
        scan.accept(bytes("From: a@b\r\n\r\nbody"));

        assertThat(pieces * piece.length).isBetween(MessageReader.MAX_HEADER, MessageReader.MAX_HEADER + piece.length);
        assertThat(scan.end()).isEmpty();
    }

    /** Whatever the pieces, the parts are the same. */
    @Property
    void aMessageMayComeInAnyPieces(@ForAll @IntRange(min = 1, max = 40) int size) {
        String text =
                "From: a@b\r\nSubject: folded\r\n \t in lines \r\n\r\n\r\nbody \r\n\t\r\nwith  \t lines\r\n \r\n\r\n";
        byte[] octets = bytes(text);
        MessageScan scan = new MessageScan();
        for (int i = 0; i < octets.length; i += size) {
            scan.accept(Arrays.copyOfRange(octets, i, Math.min(octets.length, i + size)));
        }

        assertThat(scan.end().orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(scan(text).orElseThrow());
    }
}
