package org.facteur.pop3.surrogate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text as encoded words in UTF-8, one a line (RFC 2047). */
final class EncodedWords {

    /** No line with an encoded word is longer (RFC 2047 section 2). */
    private static final int MAX_LINE = 76;

    private static final String BEGIN = "=?UTF-8?B?";
    private static final String END = "?=";
    private static final String FOLD = "\r\n ";

    private EncodedWords() {}

    /** @param column where in its line the first word begins */
    static String of(String text, int column) {
        StringBuilder words = new StringBuilder();
        StringBuilder word = new StringBuilder();
        int room = room(column);
        int octets = 0;
        for (int character : text.codePoints().toArray()) {
            String next = Character.toString(character);
            int length = next.getBytes(StandardCharsets.UTF_8).length;
            if (octets > 0 && octets + length > room) {
                append(words, word);
                word.setLength(0);
                octets = 0;
                room = room(1);
            }
            word.append(next);
            octets += length;
        }
        append(words, word);
        return words.toString();
    }

    /** How many octets fit in a word that begins in that column. */
    private static int room(int column) {
        return Math.max(0, MAX_LINE - column - BEGIN.length() - END.length()) / 4 * 3;
    }

    private static void append(StringBuilder words, StringBuilder word) {
        words.append(words.isEmpty() ? "" : FOLD)
                .append(BEGIN)
                .append(Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8)))
                .append(END);
    }
}
