package org.facteur.mailstore.order;

import java.util.Arrays;
import java.util.List;
import org.facteur.mailstore.text.TextFolding;

/**
 * A text for each message of a mailbox, as its rank among the different ones there are: equal texts have one rank, and ranks
 * ascend as the texts do by {@code i;unicode-casemap}. Immutable.
 */
final class RankedTexts {

    static final RankedTexts NONE = new RankedTexts(new String[0], new int[0]);

    /** The different texts, ascending. */
    private final String[] texts;

    private final int[] ranks;

    private RankedTexts(String[] texts, int[] ranks) {
        this.texts = texts;
        this.ranks = ranks;
    }

    int rank(int ordinal) {
        return ranks[ordinal];
    }

    /** Whether the text of a message is empty. */
    boolean isEmpty(int ordinal) {
        return texts[ranks[ordinal]].isEmpty();
    }

    /** Octets in memory, about. */
    long weight() {
        long weight = (long) Integer.BYTES * ranks.length;
        for (String text : texts) {
            weight += 56 + 2L * text.length();
        }
        return weight;
    }

    /** These, and the texts of the messages that follow. */
    RankedTexts with(List<String> following) {
        String[] mapped = following.stream().map(TextFolding::fold).toArray(String[]::new);
        String[] added = Arrays.stream(mapped)
                .filter(text -> Arrays.binarySearch(texts, text, CodePointOrder.INSTANCE) < 0)
                .sorted(CodePointOrder.INSTANCE)
                .distinct()
                .toArray(String[]::new);
        String[] all = merged(texts, added);
        int[] allRanks = new int[ranks.length + mapped.length];
        int[] shifted = added.length == 0 ? null : ranksIn(all);
        for (int i = 0; i < ranks.length; i++) {
            allRanks[i] = shifted == null ? ranks[i] : shifted[ranks[i]];
        }
        for (int i = 0; i < mapped.length; i++) {
            allRanks[ranks.length + i] = Arrays.binarySearch(all, mapped[i], CodePointOrder.INSTANCE);
        }
        return new RankedTexts(all, allRanks);
    }

    private int[] ranksIn(String[] all) {
        int[] shifted = new int[texts.length];
        for (int old = 0, rank = 0; old < texts.length; old++, rank++) {
            while (!all[rank].equals(texts[old])) {
                rank++;
            }
            shifted[old] = rank;
        }
        return shifted;
    }

    private static String[] merged(String[] left, String[] right) {
        String[] merged = new String[left.length + right.length];
        for (int i = 0, l = 0, r = 0; i < merged.length; i++) {
            boolean takesLeft =
                    r == right.length || (l < left.length && CodePointOrder.INSTANCE.compare(left[l], right[r]) < 0);
            merged[i] = takesLeft ? left[l++] : right[r++];
        }
        return merged;
    }
}
