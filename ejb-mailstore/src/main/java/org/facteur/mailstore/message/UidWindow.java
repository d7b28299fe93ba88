package org.facteur.mailstore.message;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.mailbox.UidSet;

/**
 * UIDs near each other, for one statement. A database reads the window from its first to its last UID by the primary key, and
 * leaves out what is between; a wide gap begins another window.
 *
 * @param ranges ascending, at least one; more than {@link #MAX_RANGES} only if they hold at most {@link #MAX_UIDS}
 */
record UidWindow(List<UidSet.Range> ranges) {

    /** So many ranges are a condition for each; more of them are a list of their UIDs, which is found by hashing. */
    static final int MAX_RANGES = 8;

    /** UIDs in a list. */
    static final int MAX_UIDS = 2_048;

    /** A gap so wide is worth a statement more. */
    static final long MAX_GAP = 1_000;

    /** The windows of a set, ascending. */
    static List<UidWindow> of(UidSet uids) {
        List<UidWindow> windows = new ArrayList<>();
        List<UidSet.Range> ranges = new ArrayList<>();
        for (UidSet.Range range : uids.ranges()) {
            if (!ranges.isEmpty() && !fits(ranges, range)) {
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

    private static boolean fits(List<UidSet.Range> ranges, UidSet.Range next) {
        UidSet.Range last = ranges.get(ranges.size() - 1);
        return next.first() - last.last() - 1 <= MAX_GAP
                && (ranges.size() < MAX_RANGES || count(ranges) + count(List.of(next)) <= MAX_UIDS);
    }

    private static long count(List<UidSet.Range> ranges) {
        return ranges.stream()
                .mapToLong(range -> range.last() - range.first() + 1)
                .sum();
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
        StringBuilder condition = new StringBuilder(window).append(" AND ");
        if (isList()) {
            condition.append(column).append(" IN (");
            for (int i = 0; i < padded((int) count(ranges)); i++) {
                condition.append(i == 0 ? "?" : ",?").append(first + 2 + i);
            }
            return condition.append(')').toString();
        }
        for (int i = 0; i < padded(ranges.size()); i++) {
            int parameter = first + 2 + 2 * i;
            condition
                    .append(i == 0 ? "(" : " OR ")
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
            bindEach(query, first + 2);
        }
        return query;
    }

    private void bindEach(Query query, int first) {
        int parameter = first;
        if (!isList()) {
            for (int i = 0; i < padded(ranges.size()); i++) {
                UidSet.Range range = ranges.get(Math.min(i, ranges.size() - 1));
                query.setParameter(parameter++, range.first());
                query.setParameter(parameter++, range.last());
            }
            return;
        }
        for (UidSet.Range range : ranges) {
            for (long uid = range.first(); uid <= range.last(); uid++) {
                query.setParameter(parameter++, uid);
            }
        }
        int end = first + padded((int) count(ranges));
        while (parameter < end) {
            query.setParameter(parameter++, last());
        }
    }

    private boolean isList() {
        return ranges.size() > MAX_RANGES;
    }

    /** The next power of two; the last of them is repeated. */
    private static int padded(int count) {
        return count == 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
    }
}
