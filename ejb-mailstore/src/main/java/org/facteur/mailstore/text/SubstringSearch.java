package org.facteur.mailstore.text;

/**
 * Looks for a text in a stream of folded characters by the algorithm of Knuth, Morris and Pratt: what it remembers between two
 * pieces is one number, and no input makes it slow. Immutable.
 */
public final class SubstringSearch {

    private final char[] wanted;

    /** For each prefix of the text, how long its longest proper prefix is that also ends it. */
    private final int[] fallback;

    /** @param text not folded yet */
    public SubstringSearch(String text) {
        wanted = TextFolding.fold(text).toCharArray();
        fallback = new int[wanted.length];
        for (int i = 1, matched = 0; i < wanted.length; i++) {
            while (matched > 0 && wanted[i] != wanted[matched]) {
                matched = fallback[matched - 1];
            }
            if (wanted[i] == wanted[matched]) {
                matched++;
            }
            fallback[i] = matched;
        }
    }

    /** The text, folded. */
    String folded() {
        return new String(wanted);
    }

    /** Whether so many matched characters are all. */
    boolean isFound(int matched) {
        return matched == wanted.length;
    }

    /** Whether a text as a whole contains the wanted one. */
    public boolean isIn(String text) {
        char[] folded = TextFolding.fold(text).toCharArray();
        return isFound(advance(0, folded, folded.length));
    }

    /**
     * Goes on through the next characters.
     *
     * @param matched how many characters of the wanted text end what has been read before
     * @return how many do now; all of them from the first occurrence on
     */
    int advance(int matched, char[] text, int length) {
        int state = matched;
        for (int i = 0; i < length && state < wanted.length; i++) {
            if (state == 0) {
                i = indexOf(wanted[0], text, i, length);
                state = i < length ? 1 : 0;
                continue;
            }
            while (state > 0 && wanted[state] != text[i]) {
                state = fallback[state - 1];
            }
            if (wanted[state] == text[i]) {
                state++;
            }
        }
        return state;
    }

    private static int indexOf(char c, char[] text, int from, int length) {
        int i = from;
        while (i < length && text[i] != c) {
            i++;
        }
        return i;
    }
}
