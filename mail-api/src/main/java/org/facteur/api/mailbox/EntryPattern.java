package org.facteur.api.mailbox;

/**
 * Names of annotations of messages (RFC 5257 section 4.3).
 *
 * @param text a name, in which {@code *} stands for any characters, and {@code %} for any but the slash
 */
public record EntryPattern(String text) {

    /** Wildcards of the longest pattern: what a comparison may cost. */
    public static final int MAX_WILDCARDS = 10;

    /** Whether it names one entry, and no other. */
    public boolean isExact() {
        return text.chars().noneMatch(EntryPattern::isWildcard);
    }

    /** Whether it can be compared in reasonable time. */
    public boolean isLegal() {
        return text.length() <= MessageAnnotation.MAX_NAME
                && text.chars().allMatch(c -> c >= ' ' && c < 0x7F)
                && text.chars().filter(EntryPattern::isWildcard).count() <= MAX_WILDCARDS
                && (!isExact() || MessageAnnotation.isLegal(text));
    }

    private static boolean isWildcard(int c) {
        return c == '*' || c == '%';
    }

    /** Whether an entry has one of the names. */
    public boolean matches(String entry) {
        boolean[] reached = new boolean[entry.length() + 1];
        reached[0] = true;
        for (int i = 0; i < text.length(); i++) {
            advance(text.charAt(i), entry, reached);
        }
        return reached[entry.length()];
    }

    /** From the places that the pattern before reaches to those that it reaches with the next character. */
    private static void advance(char c, String entry, boolean[] reached) {
        if (isWildcard(c)) {
            for (int at = 0; at < entry.length(); at++) {
                reached[at + 1] |= reached[at] && (c == '*' || entry.charAt(at) != '/');
            }
            return;
        }
        for (int at = entry.length(); at > 0; at--) {
            reached[at] = reached[at - 1] && entry.charAt(at - 1) == c;
        }
        reached[0] = false;
    }
}
