package org.facteur.mailstore.history;

/** Text of strangers as a column takes it: on one line, no longer than that, and without halves of characters. */
final class RecordedText {

    private RecordedText() {}

    static String of(String text, int longest) {
        StringBuilder kept = null;
        int end = Math.min(text.length(), longest);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean isPair =
                    Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
            if (isPair) {
                i++;
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                kept = kept == null ? new StringBuilder(text.substring(0, end)) : kept;
                kept.setCharAt(i, ' ');
            }
        }
        return kept == null ? text.substring(0, end) : kept.toString();
    }
}
