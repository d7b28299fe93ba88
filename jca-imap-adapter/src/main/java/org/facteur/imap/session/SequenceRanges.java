package org.facteur.imap.session;

import java.util.Arrays;
import org.facteur.api.mailbox.UidSet;

/**
 * The messages that a command means, as ascending runs of sequence numbers in one view that neither touch nor overlap:
 * {@code 1:*} is two integers, whatever the mailbox holds.
 */
public final class SequenceRanges {

    private final MailboxView view;
    /** first, last, first, last, … */
    private final int[] bounds;

    private SequenceRanges(MailboxView view, int[] bounds) {
        this.view = view;
        this.bounds = bounds;
    }

    /** @param runs first and last of each run, each at least 1 and at most the size of the view, in any order */
    static SequenceRanges of(MailboxView view, int[][] runs) {
        int[][] sorted = runs.clone();
        Arrays.sort(sorted, (a, b) -> Integer.compare(a[0], b[0]));
        int[] bounds = new int[2 * sorted.length];
        int length = 0;
        for (int[] run : sorted) {
            if (length > 0 && run[0] <= bounds[length - 1] + 1) {
                bounds[length - 1] = Math.max(bounds[length - 1], run[1]);
            } else {
                bounds[length++] = run[0];
                bounds[length++] = run[1];
            }
        }
        return new SequenceRanges(view, Arrays.copyOf(bounds, length));
    }

    /** The view that the numbers belong to. */
    public MailboxView view() {
        return view;
    }

    /** The same numbers in a later view, in which no message has been expunged since. */
    public SequenceRanges in(MailboxView later) {
        return new SequenceRanges(later, bounds);
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** The least number of the set that is at least {@code from}; 0 if there is none. */
    public int next(int from) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i + 1] >= from) {
                return Math.max(from, bounds[i]);
            }
        }
        return 0;
    }

    /** How many there are. */
    public int size() {
        int size = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            size += bounds[i + 1] - bounds[i] + 1;
        }
        return size;
    }

    /** The greatest of the numbers, so many if there are. */
    public SequenceRanges last(int count) {
        int left = count;
        int from = bounds.length;
        int[] some = bounds.clone();
        while (from > 0 && left > 0) {
            from -= 2;
            some[from] = Math.max(some[from], some[from + 1] - left + 1);
            left -= some[from + 1] - some[from] + 1;
        }
        return new SequenceRanges(view, Arrays.copyOfRange(some, from, some.length));
    }

    /** Whether some of the messages are ghosts. */
    public boolean holdsGhost() {
        if (!view.hasGhosts()) {
            return false;
        }
        for (int i = 0; i < bounds.length; i += 2) {
            for (int sequence = bounds[i]; sequence <= bounds[i + 1]; sequence++) {
                if (view.isGhost(sequence)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The UIDs of the messages, as few ranges as the set has: the numbers between two neighbours belong to messages that are
     * gone for ever, since UIDs only grow, so the store finds nothing there.
     */
    public UidSet uidRanges() {
        UidSet.Builder uids = new UidSet.Builder();
        for (int i = 0; i < bounds.length; i += 2) {
            uids.add(view.uid(bounds[i]), view.uid(bounds[i + 1]));
        }
        return uids.build();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(i > 0 ? "," : "").append(bounds[i]);
            if (bounds[i + 1] != bounds[i]) {
                text.append(':').append(bounds[i + 1]);
            }
        }
        return text.toString();
    }
}
