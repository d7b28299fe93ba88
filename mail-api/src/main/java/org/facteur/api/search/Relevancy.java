package org.facteur.api.search;

import org.facteur.api.mailbox.UidList;

/** How well messages match the fuzzy keys of a search (RFC 6203 section 4). Immutable. */
public final class Relevancy {

    /** Of a message that matches as badly as one can, and of one that nothing is known of. */
    public static final int LEAST = 1;

    /** Of a message that matches in full. */
    public static final int MOST = 100;

    private final UidList uids;
    private final byte[] scores;

    /**
     * Takes ownership of the array.
     *
     * @param uids ascending
     * @param scores one for each, {@link #LEAST} to {@link #MOST}
     */
    public Relevancy(UidList uids, byte[] scores) {
        if (uids.size() != scores.length) {
            throw new IllegalArgumentException(uids.size() + " messages, " + scores.length + " scores");
        }
        this.uids = uids;
        this.scores = scores;
    }

    /** The score of a message, {@link #LEAST} to {@link #MOST}. */
    public int of(long uid) {
        int low = 0;
        int high = scores.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (uids.uid(middle) < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < scores.length && uids.uid(low) == uid ? scores[low] : LEAST;
    }
}
