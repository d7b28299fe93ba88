package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.facteur.imap.command.Section.Specifier.HeaderFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderFilterTest {

    private static final String BLOCK = "From: a@example.test\r\n"
            + "Received: one\r\n\tfolded\r\n"
            + "Subject : spaced\r\n"
            + "received: two\r\n"
            + "no field at all\r\n"
            + "X:\r\n"
            + "\r\n";

    private record Row(String name, boolean except, List<String> fields, String block, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Row> rows() {
        return Stream.of(
                new Row("one field", false, List.of("From"), BLOCK, "From: a@example.test\r\n\r\n"),
                new Row(
                        "in any case, every time, with its folded lines",
                        false,
                        List.of("RECEIVED"),
                        BLOCK,
                        "Received: one\r\n\tfolded\r\nreceived: two\r\n\r\n"),
                new Row("with a space before the colon", false, List.of("subject"), BLOCK, "Subject : spaced\r\n\r\n"),
                new Row("with an empty value", false, List.of("X"), BLOCK, "X:\r\n\r\n"),
                new Row("none", false, List.of("Y"), BLOCK, "\r\n"),
                new Row(
                        "all but some",
                        true,
                        List.of("from", "received", "x"),
                        BLOCK,
                        "Subject : spaced\r\nno field at all\r\n\r\n"),
                new Row("all but none", true, List.of("Y"), BLOCK, BLOCK),
                new Row("a prefix is another field", false, List.of("Fro", "Frome"), BLOCK, "\r\n"),
                new Row("no empty line", false, List.of("From"), "From: a\r\nTo: b\r\n", "From: a\r\n"),
                new Row("no header", false, List.of("From"), "\r\n", "\r\n"),
                new Row(
                        "a name longer than any that is wanted",
                        true,
                        List.of("From"),
                        "F".repeat(300) + ": x\r\nFrom: a\r\n\r\n",
                        "F".repeat(300) + ": x\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void picks(Row row) {
        byte[] block = octets(row.block());
        assertThat(new HeaderFilter(new HeaderFields(row.except(), row.fields())).next(block, true))
                .isEqualTo(octets(row.expected()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void picksTheSameOctetByOctet(Row row) {
        byte[] block = octets(row.block());
        HeaderFilter filter = new HeaderFilter(new HeaderFields(row.except(), row.fields()));
        ByteArrayOutputStream picked = new ByteArrayOutputStream();
        for (int i = 0; i < block.length; i++) {
            picked.writeBytes(filter.next(Arrays.copyOfRange(block, i, i + 1), i + 1 == block.length));
        }
        assertThat(picked.toByteArray()).isEqualTo(octets(row.expected()));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
