package org.facteur.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/**
 * Messages as people send them: some 4 KB, text and HTML of the same words, in threads of some length. The same number always
 * makes the same message.
 */
final class SampleMessages {

    private static final String[] WORDS =
            ("the of and to in is that for it was on are as with his they at be this from have or by one had not but"
                            + " what all were when we there can an your which their said if do will each about how up out them"
                            + " then she many some so these would other into has more her two like him see time could no make than"
                            + " first been its who now people my made over did down only way find use may water long little very"
                            + " after words called just where most know meeting budget invoice contract delivery schedule project"
                            + " quarter release customer server backup holiday travel report minutes agenda proposal review")
                    .split(" ");

    private static final int LINES = 22;
    private static final int WORDS_OF_LINE = 12;
    private static final Instant FIRST = Instant.parse("2026-01-01T08:00:00Z");

    private SampleMessages() {}

    /** In wire form; no line begins with a dot. */
    static byte[] message(int number) {
        Random random = new Random(number);
        String subject = words(random, 5);
        boolean isReply = number % 3 != 0;
        StringBuilder text = new StringBuilder(5000)
                .append("Received: from mail.elsewhere.test (mail.elsewhere.test [192.0.2.7])\r\n")
                .append("\tby mx.example.test with ESMTPS id ")
                .append(number)
                .append("; Thu, 1 Jan 2026 08:00:00 +0000\r\nFrom: ")
                .append(person(random))
                .append("\r\nTo: ")
                .append(person(random))
                .append("\r\nSubject: ")
                .append(isReply ? "Re: " : "")
                .append(subject)
                .append("\r\nDate: ")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        FIRST.plusSeconds(601L * number).atOffset(ZoneOffset.UTC)))
                .append("\r\nMessage-ID: <")
                .append(number)
                .append(".sample@elsewhere.test>\r\n");
        if (isReply) {
            text.append("In-Reply-To: <").append(number - 1).append(".sample@elsewhere.test>\r\nReferences: <");
            text.append(number - number % 3).append(".sample@elsewhere.test> <");
            text.append(number - 1).append(".sample@elsewhere.test>\r\n");
        }
        text.append("MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"next-part\"\r\n\r\n")
                .append("--next-part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
        long words = random.nextLong();
        paragraphs(text, new Random(words), "", "");
        text.append("\r\n--next-part\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>\r\n");
        paragraphs(text, new Random(words), "<p>", "</p>");
        return text.append("</body></html>\r\n--next-part--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A message of text alone with about so many octets, at least a few hundred; no line begins with a dot. */
    static byte[] ofSize(int number, int octets) {
        Random random = new Random(number);
        StringBuilder text = new StringBuilder(octets + 200)
                .append("From: ")
                .append(person(random))
                .append("\r\nTo: ")
                .append(person(random))
                .append("\r\nSubject: ")
                .append(words(random, 5))
                .append("\r\nDate: ")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(FIRST.atOffset(ZoneOffset.UTC)))
                .append("\r\nMessage-ID: <")
                .append(number)
                .append('.')
                .append(octets)
                .append("@elsewhere.test>\r\n\r\n");
        while (text.length() < octets) {
            text.append(words(random, WORDS_OF_LINE)).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void paragraphs(StringBuilder text, Random random, String before, String after) {
        for (int i = 0; i < LINES; i++) {
            text.append(before)
                    .append(words(random, WORDS_OF_LINE))
                    .append(after)
                    .append("\r\n");
        }
    }

    private static String person(Random random) {
        String name = words(random, 1);
        return name + " " + words(random, 1) + " <" + name + random.nextInt(100) + "@elsewhere.test>";
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return words.toString();
    }
}
