package org.facteur.mailstore.text;

/**
 * Splits a stream of {@linkplain TextFolding folded} characters into words, for searches with tolerance: letters and digits that stand
 * beside each other, without marks, so that an accent makes no difference. Of a longer word the first {@link #MAX_WORD} characters
 * are taken. Not thread-safe.
 */
public final class WordSplitter {

    /** Takes words. */
    @FunctionalInterface
    public interface Sink {

        /** @param word code points; the array is used again */
        void word(int[] word, int length);
    }

    /** Code points of the longest word. */
    public static final int MAX_WORD = 40;

    private final Sink sink;
    private final int[] word = new int[MAX_WORD];
    private int length;
    /** The first half of a surrogate pair whose second half has not come yet; 0 if there is none. */
    private char high;

    public WordSplitter(Sink sink) {
        this.sink = sink;
    }

    /** Goes on with a text. */
    public void append(char[] text, int count) {
        append(text, 0, count);
    }

    /** Goes on with a text. */
    public void append(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            append(text[i]);
        }
    }

    private void append(char c) {
        if (high != 0 && Character.isLowSurrogate(c)) {
            int codePoint = Character.toCodePoint(high, c);
            high = 0;
            append(codePoint);
            return;
        }
        if (high != 0) {
            endWord();
        }
        high = Character.isHighSurrogate(c) ? c : 0;
        if (high == 0) {
            append((int) c);
        }
    }

    private void append(int c) {
        if (c < 0x80 ? isAsciiWord(c) : Character.isLetterOrDigit(c)) {
            if (length < MAX_WORD) {
                word[length++] = c;
            }
        } else if (c < 0x80 || !isMark(c)) {
            endWord();
        }
    }

    private static boolean isAsciiWord(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private void endWord() {
        if (length > 0) {
            sink.word(word, length);
            length = 0;
        }
    }

    /** Ends a text: what follows is another word. */
    public void end() {
        high = 0;
        endWord();
    }
}
