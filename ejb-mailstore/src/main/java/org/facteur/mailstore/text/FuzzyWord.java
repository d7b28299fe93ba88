package org.facteur.mailstore.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A word that is looked for with tolerance: a word of a message is like it if it begins with it, or can be made of it by one edit
 * or, if it is long, by two. An edit puts a character in, takes one out, replaces one, or exchanges two neighbours.
 *
 * <p>Words are those of {@link WordSplitter}, in code points. Immutable.
 */
public final class FuzzyWord {

    /** Words of one search text; more narrow nothing down. */
    static final int MAX_WORDS = 20;

    /** From here on a word is also found where others begin with it. */
    private static final int BEGINS = 3;

    private static final int ONE_EDIT = 4;
    private static final int TWO_EDITS = 8;

    private final int[] wanted;
    private final String text;

    private FuzzyWord(int[] wanted) {
        this.wanted = wanted;
        this.text = new String(wanted, 0, wanted.length);
    }

    /** The words of a text. */
    static List<FuzzyWord> of(String text) {
        List<FuzzyWord> words = new ArrayList<>();
        WordSplitter splitter = new WordSplitter((word, length) -> {
            if (words.size() < MAX_WORDS) {
                words.add(new FuzzyWord(Arrays.copyOf(word, length)));
            }
        });
        String folded = TextFolding.fold(text);
        splitter.append(folded.toCharArray(), folded.length());
        splitter.end();
        return words;
    }

    /** The word, folded. */
    public String text() {
        return text;
    }

    /** How many edits are tolerated. */
    public int tolerance() {
        return wanted.length < ONE_EDIT ? 0 : wanted.length < TWO_EDITS ? 1 : 2;
    }

    /** Whether words that begin with it are like it. */
    public boolean findsBeginnings() {
        return wanted.length >= BEGINS;
    }

    /** How much another word is like it: {@link Closeness#NONE} or more. */
    public Closeness closeness(int[] word, int length) {
        if (length >= wanted.length && begins(word)) {
            return length == wanted.length ? Closeness.SAME : findsBeginnings() ? Closeness.BEGINNING : Closeness.NONE;
        }
        int most = tolerance();
        if (Math.abs(length - wanted.length) > most) {
            return Closeness.NONE;
        }
        int edits = edits(word, length);
        return edits > most ? Closeness.NONE : edits == 1 ? Closeness.ONE_EDIT : Closeness.TWO_EDITS;
    }

    private boolean begins(int[] word) {
        for (int i = 0; i < wanted.length; i++) {
            if (word[i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** The optimal string alignment distance: no piece is edited twice. */
    private int edits(int[] word, int length) {
        int[] before = new int[length + 1];
        int[] last = new int[length + 1];
        int[] row = new int[length + 1];
        for (int j = 0; j <= length; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= wanted.length; i++) {
            row[0] = i;
            for (int j = 1; j <= length; j++) {
                int replaced = last[j - 1] + (wanted[i - 1] == word[j - 1] ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && wanted[i - 1] == word[j - 2] && wanted[i - 2] == word[j - 1]) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[length];
    }
}
