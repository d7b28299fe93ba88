package org.facteur.mailstore.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.facteur.mailstore.mime.Fixtures;
import org.facteur.mailstore.mime.MimeScanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is derived of a message at delivery. */
class MessageSummaryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello                          | Hello       | false",
                "Re: Hello                      | Hello       | true",
                "RE : hello                     | hello       | true",
                "Re: Fwd: FW: re[2]: Hello      | Hello       | true",
                "Re: [list] Re: Hello           | Hello       | true",
                "[list] Hello                   | Hello       | false",
                "[list] Re: Hello               | Hello       | true",
                "[one] [two]                    | [two]       | false",
                "[only]                         | [only]      | false",
                "Hello (fwd)                    | Hello       | true",
                "Hello (FWD) (fwd)              | Hello       | true",
                "[fwd: Hello]                   | Hello       | true",
                "[Fwd: Re: Hello (fwd)]         | Hello       | true",
                "Re:                            | ''          | true",
                "Re                             | Re          | false",
                "Regarding: this                | Regarding: this | false",
                "Forward: this                  | Forward: this | false",
                "=?utf-8?q?Re=3A_Gr=C3=BC=C3=9Fe?= | Gr\u00fc\u00dfe | true",
                "'a  b   c'                     | a b c       | false",
            })
    void theBaseSubjectIsThatOfTheConversation(String subject, String base, boolean reply) {
        MessageSummary summary = summary("Subject: " + subject + "\n\n");
        assertThat(summary.baseSubject()).isEqualTo(base);
        assertThat(summary.reply()).isEqualTo(reply);
    }

    @Test
    void aSubjectIsCutBetweenCharacters() {
        MessageSummary summary = summary("Subject: x" + "\u00f0\u009f\u0098\u0080".repeat(1000) + "\n\n");
        assertThat(summary.baseSubject())
                .hasSize(255)
                .startsWith("x\ud83d\ude00")
                .endsWith("\ude00");
    }

    @Test
    void noSubjectTakesLong() {
        for (String pattern : new String[] {"re:", "[a]", "[fwd:", "(fwd)", "[", "fwd[a]:"}) {
            String subject = "Subject: " + pattern.repeat(60_000) + "]".repeat(1000) + "\n\n";
            assertTimeout(Duration.ofSeconds(5), () -> summary(subject));
        }
    }

    @Test
    void theDateIsKeptAsWrittenAndAsAnInstant() {
        MessageSummary summary = summary("Date: Tue, 14 Jul 2026 23:30:00 -0500\n\n");
        assertThat(summary.sentDate()).isEqualTo(LocalDate.of(2026, 7, 14));
        assertThat(summary.sent()).isEqualTo(Instant.parse("2026-07-15T04:30:00Z"));
        assertThat(summary("Date: someday\n\n").sentDate()).isNull();
        assertThat(summary("\n").sent()).isNull();
    }

    @Test
    void messageIdsAreNormalised() {
        assertThat(summary("Message-ID: <a@b>\n\n").messageId()).isEqualTo("a@b");
        assertThat(summary("Message-ID: (c) <\"a b\"@c> <other@d>\n\n").messageId())
                .isEqualTo("a\u007Fb@c");
        assertThat(summary("Message-ID: < a@b >\n\n").messageId()).isEqualTo("a@b");
        assertThat(summary("Message-ID: a@b\n\n").messageId()).isNull();
        assertThat(summary("Message-ID: <\"a@b>\n\n").messageId()).isEqualTo("a@b");
        assertThat(summary("Message-ID: <" + "x".repeat(1000) + ">\n\n").messageId())
                .hasSize(255);
    }

    @Test
    void referencesAreThoseOfTheFieldElseTheMessageAnswered() {
        assertThat(summary("References: <a@b> junk\n <c@d><e@f>\nIn-Reply-To: <x@y>\n\n")
                        .references())
                .containsExactly("a@b", "c@d", "e@f");
        assertThat(summary("In-Reply-To: Your message of <x@y> and <z@y>\n\n").references())
                .containsExactly("x@y");
        assertThat(summary("References: none\nIn-Reply-To: <x@y>\n\n").references())
                .containsExactly("x@y");
        assertThat(summary("Subject: none\n\n").references()).isEmpty();
    }

    @Test
    void ofTooManyReferencesTheFirstAndTheLastStay() {
        String references =
                IntStream.range(0, 500).mapToObj(i -> "<" + i + "@h>").collect(Collectors.joining("\n "));
        assertThat(summary("References: " + references + "\n\n").references())
                .hasSize(MessageSummary.MAX_REFERENCES)
                .startsWith("0@h", "401@h")
                .endsWith("499@h");
    }

    @Test
    void noReferencesTakeLong() {
        for (String pattern : new String[] {"<", "<\"", "<a@b>", "<\"\\\"", ">\""}) {
            String header = "References: " + pattern.repeat(100_000) + "\n\n";
            assertTimeout(Duration.ofSeconds(5), () -> summary(header));
        }
    }

    @Test
    void thePreviewIsTheFirstTextOnOneLine() {
        assertThat(fixture("html-and-text").preview())
                .isEqualTo("Gr\u00fc\u00dfe aus K\u00f6ln, this line is softly broken.");
        assertThat(fixture("attachment").preview()).isEqualTo("Caf\u00e9 cr\u00e8me.");
        assertThat(fixture("japanese").preview()).isEqualTo("\u3053\u3093\u306b\u3061\u306f");
        assertThat(fixture("empty").preview()).isEmpty();
    }

    @Test
    void thePreviewOfHtmlIsWhatAReaderSees() {
        assertThat(html("<html><head><title>T</title><style>p {}</style></head><body><!-- no"
                        + " --><p>A&nbsp;<b>b</b>old word,<br>5 &lt; 6 &amp;amp; 7 < 8 &#8364;&#x41;"
                        + " &unknown; &</p><script>if (a<b) x()</script>end"))
                .isEqualTo("A bold word, 5 < 6 &amp; 7 < 8 \u20acA &unknown; & end");
        assertThat(html("<style>never closed")).isEmpty();
        assertThat(html("<!-- never closed")).isEmpty();
        assertThat(html("text <a href=\"x")).isEqualTo("text");
    }

    @Test
    void aPartThatSaysNothingIsPassedOver() {
        assertThat(summary("Content-Type: multipart/alternative; boundary=b\n\n"
                                + "--b\n\n"
                                + " \n\n"
                                + "--b\n"
                                + "Content-Type: text/html\n\n"
                                + "<p>said</p>\n"
                                + "--b--\n")
                        .preview())
                .isEqualTo("said");
    }

    @Test
    void thePreviewIsCutBetweenCharacters() {
        String preview = summary(
                        "Content-Type: text/plain; charset=utf-8\n\nx" + "\u00f0\u009f\u0098\u0080".repeat(300))
                .preview();
        assertThat(preview).hasSize(199).endsWith("\ude00");
        assertThat(summary("\n" + "word ".repeat(100)).preview()).hasSize(199).endsWith("word");
    }

    @Test
    void everyFixtureHasASummary() {
        assertThat(Fixtures.all()).allSatisfy(fixture -> {
            MessageSummary summary = summarise(fixture.octets());
            assertThat(summary.preview()).hasSizeLessThanOrEqualTo(MessageSummary.MAX_PREVIEW);
            assertThat(summary.baseSubject()).hasSizeLessThanOrEqualTo(MessageSummary.MAX_SUBJECT);
        });
    }

    private static String html(String body) {
        return summary("Content-Type: text/html; charset=utf-8\n\n" + body).preview();
    }

    private static MessageSummary fixture(String name) {
        return summarise(Fixtures.octets(name));
    }

    private static MessageSummary summary(String message) {
        return summarise(message.replace("\n", "\r\n").getBytes(ISO_8859_1));
    }

    private static MessageSummary summarise(byte[] message) {
        try {
            return MessageSummary.of(MimeScanner.scan(new ByteArrayInputStream(message)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
