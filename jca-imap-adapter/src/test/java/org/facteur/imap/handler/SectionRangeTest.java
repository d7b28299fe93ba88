package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.facteur.api.message.Envelope;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.imap.command.FetchItem.Partial;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranges are written as {@code start-end}; every part has ten octets of header. */
class SectionRangeTest {

    private static final Envelope ENVELOPE =
            new Envelope(null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null);

    /** A message of 1000 octets: text, a message that is a multipart of text and a message, and a nested multipart. */
    private static final MessageStructure NESTED = new MessageStructure(
            ENVELOPE,
            multipart(
                    0,
                    1000,
                    text(100, 200),
                    message(300, 700, multipart(310, 700, text(400, 450), message(500, 600, text(510, 600)))),
                    multipart(800, 950, text(850, 900))));

    private static final MessageStructure PLAIN = new MessageStructure(ENVELOPE, text(0, 500));

    /** A message that is nothing but another message, which is nothing but a third. */
    private static final MessageStructure MATRYOSHKA =
            new MessageStructure(ENVELOPE, message(0, 90, message(10, 90, text(20, 90))));

    private static MimePart part(
            String type, String subtype, long start, long end, MessageStructure message, MimePart... children) {
        return new MimePart(
                type,
                subtype,
                List.of(),
                null,
                null,
                "7bit",
                null,
                null,
                List.of(),
                null,
                start,
                start + 10,
                end,
                0,
                message,
                List.of(children));
    }

    private static MimePart text(long start, long end) {
        return part("text", "plain", start, end, null);
    }

    private static MimePart multipart(long start, long end, MimePart... children) {
        return part("multipart", "mixed", start, end, null, children);
    }

    private static MimePart message(long start, long end, MimePart root) {
        return part("message", "rfc822", start, end, new MessageStructure(ENVELOPE, root));
    }

    private record Row(MessageStructure structure, String section, String expected) {}

    private static Stream<Row> rows() {
        return Stream.of(
                new Row(NESTED, "", "0-1000"),
                new Row(NESTED, "HEADER", "0-10"),
                new Row(NESTED, "TEXT", "10-1000"),
                new Row(NESTED, "1", "110-200"),
                new Row(NESTED, "1.MIME", "100-110"),
                new Row(NESTED, "1.HEADER", "none"),
                new Row(NESTED, "1.TEXT", "none"),
                new Row(NESTED, "1.1", "none"),
                new Row(NESTED, "2", "310-700"),
                new Row(NESTED, "2.MIME", "300-310"),
                new Row(NESTED, "2.HEADER", "310-320"),
                new Row(NESTED, "2.TEXT", "320-700"),
                new Row(NESTED, "2.1", "410-450"),
                new Row(NESTED, "2.1.MIME", "400-410"),
                new Row(NESTED, "2.2", "510-600"),
                new Row(NESTED, "2.2.HEADER", "510-520"),
                new Row(NESTED, "2.2.TEXT", "520-600"),
                new Row(NESTED, "2.2.1", "520-600"),
                new Row(NESTED, "2.2.1.MIME", "510-520"),
                new Row(NESTED, "2.2.2", "none"),
                new Row(NESTED, "2.3", "none"),
                new Row(NESTED, "3", "810-950"),
                new Row(NESTED, "3.MIME", "800-810"),
                new Row(NESTED, "3.HEADER", "none"),
                new Row(NESTED, "3.1", "860-900"),
                new Row(NESTED, "3.2", "none"),
                new Row(NESTED, "4", "none"),
                new Row(NESTED, "4294967295", "none"),
                new Row(PLAIN, "1", "10-500"),
                new Row(PLAIN, "1.MIME", "0-10"),
                new Row(PLAIN, "1.1", "none"),
                new Row(PLAIN, "2", "none"),
                new Row(MATRYOSHKA, "1", "10-90"),
                new Row(MATRYOSHKA, "1.HEADER", "10-20"),
                new Row(MATRYOSHKA, "1.1", "20-90"),
                new Row(MATRYOSHKA, "1.1.HEADER", "20-30"),
                new Row(MATRYOSHKA, "1.1.1", "30-90"),
                new Row(MATRYOSHKA, "1.1.1.1", "none"),
                new Row(MATRYOSHKA, "1.2", "none"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void findsTheOctets(Row row) {
        assertThat(SectionRange.of(section(row.section()), row.structure())
                        .map(range -> range.start() + "-" + range.end())
                        .orElse("none"))
                .isEqualTo(row.expected());
    }

    private static Section section(String text) {
        List<String> words = text.isEmpty() ? List.of() : Arrays.asList(text.split("\\."));
        List<Long> numbers = words.stream()
                .filter(word -> Character.isDigit(word.charAt(0)))
                .map(Long::valueOf)
                .toList();
        String last = words.size() == numbers.size() ? "" : words.get(words.size() - 1);
        return new Section(
                numbers,
                switch (last) {
                    case "HEADER" -> new Specifier.Header();
                    case "TEXT" -> new Specifier.Text();
                    case "MIME" -> new Specifier.Mime();
                    default -> new Specifier.Whole();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 100-110",
        "0, 100, 100-200",
        "0, 4294967295, 100-200",
        "99, 1, 199-200",
        "99, 2, 199-200",
        "100, 1, 200-200",
        "4294967295, 4294967295, 200-200"
    })
    void clipsAPartialFetch(long offset, long length, String expected) {
        SectionRange clipped = new SectionRange(100, 200).clipped(new Partial(offset, length));
        assertThat(clipped.start() + "-" + clipped.end()).isEqualTo(expected);
    }
}
