package org.facteur.api.search;

import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;

/** The messages that a search has found, and how well they match its fuzzy keys (RFC 6203 section 4). Immutable. */
public final class Relevancy {

    /** Of a message that matches as badly as one can, and of one that is not among them. */
    public static final int LEAST = 1;

    /** Of a message that matches in full. */
    public static final int MOST = 100;

    /** Nothing found. */
    public static final Relevancy NONE = new Relevancy(UidList.EMPTY, new byte[0]);

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

    /** The messages, without their scores. */
    public UidSet uids() {
        UidSet.Builder found = new UidSet.Builder();
        for (int i = 0; i < uids.size(); i++) {
            found.add(uids.uid(i));
        }
        return found.build();
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
