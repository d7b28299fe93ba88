package org.facteur.mailstore.fulltext;

import java.util.Arrays;

/** Texts of one kind in one message, one behind the other, with the places where they end. */
final class FoldedTexts {

    private char[] characters = new char[256];
    private int length;
    private int[] ends = new int[4];
    private int count;

    /** Ends the text before, if there is any. */
    void begin() {
        if (length > 0 && (count == 0 || ends[count - 1] < length)) {
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, 2 * count);
            }
            ends[count++] = length;
        }
    }

    void append(char[] text, int offset, int size) {
        if (length + size > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(2 * characters.length, length + size));
        }
        System.arraycopy(text, offset, characters, length, size);
        length += size;
    }

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    char[] characters() {
        return characters;
    }

    int count() {
        return count;
    }

    int end(int text) {
        return ends[text];
    }
}
