package org.facteur.mailstore.message;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.mailbox.UidSet;

/**
 * Ranges of UIDs near each other, for one statement. A database reads the window from its first to its last UID by the
 * primary key, and leaves out what is between the ranges.
 *
 * @param ranges ascending, at least one and at most {@link #MAX_RANGES}
 */
record UidWindow(List<UidSet.Range> ranges) {

    /** Ranges in one statement. */
    static final int MAX_RANGES = 128;

    /** A gap so wide is worth a statement more. */
    static final long MAX_GAP = 10_000;

    /** The windows of a set, ascending. */
    static List<UidWindow> of(UidSet uids) {
        List<UidWindow> windows = new ArrayList<>();
        List<UidSet.Range> ranges = new ArrayList<>();
        for (UidSet.Range range : uids.ranges()) {
            boolean isFar = !ranges.isEmpty()
                    && range.first() - ranges.get(ranges.size() - 1).last() > MAX_GAP;
            if (isFar || ranges.size() == MAX_RANGES) {
                windows.add(new UidWindow(ranges));
                ranges = new ArrayList<>();
            }
            ranges.add(range);
        }
        if (!ranges.isEmpty()) {
            windows.add(new UidWindow(ranges));
        }
        return windows;
    }

    long first() {
        return ranges.get(0).first();
    }

    long last() {
        return ranges.get(ranges.size() - 1).last();
    }

    /** The condition with its parameters from {@code ?first} on; there are few different texts, so that statements are prepared once. */
    String condition(String column, int first) {
        String window = column + " BETWEEN ?" + first + " AND ?" + (first + 1);
        if (ranges.size() == 1) {
            return window;
        }
        StringBuilder condition = new StringBuilder(window).append(" AND (");
        for (int i = 0; i < padded(); i++) {
            int parameter = first + 2 + 2 * i;
            condition
                    .append(i == 0 ? "" : " OR ")
                    .append(column)
                    .append(" BETWEEN ?")
                    .append(parameter);
            condition.append(" AND ?").append(parameter + 1);
        }
        return condition.append(')').toString();
    }

    <Q extends Query> Q bind(Q query, int first) {
        query.setParameter(first, first());
        query.setParameter(first + 1, last());
        if (ranges.size() > 1) {
            for (int i = 0; i < padded(); i++) {
                UidSet.Range range = ranges.get(Math.min(i, ranges.size() - 1));
                query.setParameter(first + 2 + 2 * i, range.first());
                query.setParameter(first + 3 + 2 * i, range.last());
            }
        }
        return query;
    }

    /** A power of two; the last range is repeated. */
    private int padded() {
        return ranges.size() == 1 ? 1 : Integer.highestOneBit(ranges.size() - 1) << 1;
    }
}
