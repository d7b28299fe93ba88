package org.facteur.api.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A set of UIDs (1 to 2^32-1) as ascending ranges that neither touch nor overlap; immutable.
 *
 * <p>A million neighbours cost as much as two UIDs, so sets of whole mailboxes are cheap to pass and to query with.
 */
public final class UidSet {

    public static final long MAX_UID = 0xFFFF_FFFFL;
    public static final UidSet EMPTY = new UidSet(new long[0]);

    /** first, last, first, last, … */
    private final long[] bounds;

    private UidSet(long[] bounds) {
        this.bounds = bounds;
    }

    /** One run of UIDs, both ends included. */
    public record Range(long first, long last) {}

    public static UidSet of(long uid) {
        return range(uid, uid);
    }

    /** The UIDs from {@code first} to {@code last}, both included; empty if {@code last} is smaller. */
    public static UidSet range(long first, long last) {
        return last < first ? EMPTY : new Builder().add(first, last).build();
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** How many UIDs are in the set. */
    public long count() {
        long count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            count += bounds[i + 1] - bounds[i] + 1;
        }
        return count;
    }

    public int rangeCount() {
        return bounds.length / 2;
    }

    /** The ranges, ascending. */
    public List<Range> ranges() {
        List<Range> ranges = new ArrayList<>(bounds.length / 2);
        for (int i = 0; i < bounds.length; i += 2) {
            ranges.add(new Range(bounds[i], bounds[i + 1]));
        }
        return ranges;
    }

    /** @throws IllegalStateException if the set is empty */
    public long first() {
        if (isEmpty()) {
            throw new IllegalStateException("empty");
        }
        return bounds[0];
    }

    /** @throws IllegalStateException if the set is empty */
    public long last() {
        if (isEmpty()) {
            throw new IllegalStateException("empty");
        }
        return bounds[bounds.length - 1];
    }

    public boolean contains(long uid) {
        return intersects(uid, uid);
    }

    /** Whether some UID from {@code first} to {@code last}, both included, is in the set. */
    public boolean intersects(long first, long last) {
        int low = 0;
        int high = bounds.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (last < bounds[2 * middle]) {
                high = middle - 1;
            } else if (first > bounds[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** The least UID of the set that is {@code uid} or greater; 0 if there is none. */
    public long firstFrom(long uid) {
        int low = 0;
        int high = bounds.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + 1] < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low == bounds.length ? 0 : Math.max(uid, bounds[2 * low]);
    }

    /** The UIDs that are in this set or in the other. */
    public UidSet union(UidSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        Builder union = new Builder();
        int mine = 0;
        int its = 0;
        while (mine < bounds.length || its < other.bounds.length) {
            boolean takesMine =
                    its == other.bounds.length || (mine < bounds.length && bounds[mine] <= other.bounds[its]);
            if (takesMine) {
                union.add(bounds[mine], bounds[mine + 1]);
                mine += 2;
            } else {
                union.add(other.bounds[its], other.bounds[its + 1]);
                its += 2;
            }
        }
        return union.build();
    }

    /** The UIDs that are in both sets. */
    public UidSet intersection(UidSet other) {
        Builder both = new Builder();
        int mine = 0;
        int its = 0;
        while (mine < bounds.length && its < other.bounds.length) {
            long first = Math.max(bounds[mine], other.bounds[its]);
            long last = Math.min(bounds[mine + 1], other.bounds[its + 1]);
            if (first <= last) {
                both.add(first, last);
            }
            if (bounds[mine + 1] < other.bounds[its + 1]) {
                mine += 2;
            } else {
                its += 2;
            }
        }
        return both.build();
    }

    /** The UIDs of this set that are not in the other. */
    public UidSet minus(UidSet other) {
        Builder rest = new Builder();
        int its = 0;
        for (int mine = 0; mine < bounds.length; mine += 2) {
            long next = bounds[mine];
            while (its < other.bounds.length && other.bounds[its + 1] < next) {
                its += 2;
            }
            for (int i = its; i < other.bounds.length && other.bounds[i] <= bounds[mine + 1]; i += 2) {
                if (next < other.bounds[i]) {
                    rest.add(next, other.bounds[i] - 1);
                }
                next = other.bounds[i + 1] + 1;
            }
            if (next <= bounds[mine + 1]) {
                rest.add(next, bounds[mine + 1]);
            }
        }
        return rest.build();
    }

    /** Visits every UID, ascending. */
    public void forEach(LongConsumer action) {
        for (int i = 0; i < bounds.length; i += 2) {
            for (long uid = bounds[i]; uid <= bounds[i + 1]; uid++) {
                action.accept(uid);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** The set in the syntax of RFC 3501 {@code sequence-set}, as UIDPLUS answers use it: {@code 1:3,7}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            if (i > 0) {
                text.append(',');
            }
            text.append(bounds[i]);
            if (bounds[i + 1] != bounds[i]) {
                text.append(':').append(bounds[i + 1]);
            }
        }
        return text.toString();
    }

    /** Collects UIDs in any order; ascending ones without sorting. */
    public static final class Builder {

        private long[] bounds = new long[8];
        private int length;
        private boolean ascending = true;

        public Builder add(long uid) {
            return add(uid, uid);
        }

        /** Adds a run; both ends included, {@code first <= last}, within 1 to {@link #MAX_UID}. */
        public Builder add(long first, long last) {
            if (first < 1 || last > MAX_UID || first > last) {
                throw new IllegalArgumentException(first + ":" + last);
            }
            if (length > 0 && ascending && first >= bounds[length - 2] && first <= bounds[length - 1] + 1) {
                bounds[length - 1] = Math.max(bounds[length - 1], last);
                return this;
            }
            ascending &= length == 0 || first > bounds[length - 1];
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * length);
            }
            bounds[length++] = first;
            bounds[length++] = last;
            return this;
        }

        public UidSet build() {
            if (length == 0) {
                return EMPTY;
            }
            return new UidSet(ascending ? Arrays.copyOf(bounds, length) : merged());
        }

        private long[] merged() {
            List<Range> ranges = new ArrayList<>(new UidSet(Arrays.copyOf(bounds, length)).ranges());
            ranges.sort((a, b) -> Long.compare(a.first(), b.first()));
            Builder sorted = new Builder();
            for (Range range : ranges) {
                sorted.add(range.first(), range.last());
            }
            return Arrays.copyOf(sorted.bounds, sorted.length);
        }
    }
}
