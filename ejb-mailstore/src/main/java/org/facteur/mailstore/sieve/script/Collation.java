package org.facteur.mailstore.sieve.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The comparators of RFC 4790. */
enum Collation {
    OCTET("i;octet", true) {
        @Override
        String fold(String text) {
            return text;
        }
    },
    ASCII_CASEMAP("i;ascii-casemap", true) {
        @Override
        String fold(String text) {
            StringBuilder folded = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                folded.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
            }
            return folded.toString();
        }
    },
    /** A text that begins with no digit is greater than every number, and equal to every other such text. */
    ASCII_NUMERIC("i;ascii-numeric", false) {
        @Override
        String fold(String text) {
            int end = 0;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            int start = 0;
            while (start < end - 1 && text.charAt(start) == '0') {
                start++;
            }
            return text.substring(start, end);
        }

        @Override
        int compareFolded(String one, String other) {
            if (one.isEmpty() || other.isEmpty()) {
                return Boolean.compare(one.isEmpty(), other.isEmpty());
            }
            int byLength = Integer.compare(one.length(), other.length());
            return byLength != 0 ? byLength : one.compareTo(other);
        }
    };

    private final String wireName;
    private final boolean substrings;

    Collation(String wireName, boolean substrings) {
        this.wireName = wireName;
        this.substrings = substrings;
    }

    static Optional<Collation> of(String wireName) {
        return Arrays.stream(values())
                .filter(collation -> collation.wireName.equals(wireName))
                .findFirst();
    }

    /** Whether {@code :contains} and {@code :matches} make sense. */
    boolean hasSubstrings() {
        return substrings;
    }

    /** The form in which equal texts are the same. */
    abstract String fold(String text);

    /** Orders folded texts, by their octets in UTF-8. */
    int compareFolded(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
