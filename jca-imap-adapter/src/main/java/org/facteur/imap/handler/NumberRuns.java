package org.facteur.imap.handler;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongUnaryOperator;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.PartialRange;
import org.facteur.imap.session.MailboxView;

/**
 * Sequence numbers or UIDs in the order in which they were found, kept as runs of neighbours: those of a SEARCH ascend, those of a
 * SORT need not. Immutable; as small as its order lets it be.
 */
final class NumberRuns implements Iterable<UidSet.Range> {

    /** first, last, first, last, …; within a run numbers ascend. */
    private final long[] bounds;

    private final long count;

    private NumberRuns(long[] bounds, long count) {
        this.bounds = bounds;
        this.count = count;
    }

    static NumberRuns of(UidSet uids) {
        Builder runs = new Builder();
        uids.ranges().forEach(range -> runs.add(range.first(), range.last()));
        return runs.build();
    }

    static NumberRuns of(UidList uids) {
        Builder runs = new Builder();
        for (int i = 0; i < uids.size(); i++) {
            runs.add(uids.uid(i), uids.uid(i));
        }
        return runs.build();
    }

    /** How many numbers there are. */
    long count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The number that comes first. */
    long first() {
        return bounds[0];
    }

    /** The number that comes last. */
    long last() {
        return bounds[bounds.length - 1];
    }

    /** The sequence numbers of these UIDs, in the same order; those of no message there are left out. */
    NumberRuns in(MailboxView view) {
        Builder runs = new Builder();
        for (int i = 0; i < bounds.length; i += 2) {
            int first = view.firstSequenceFrom(bounds[i]);
            int last = bounds[i] == bounds[i + 1]
                    ? first + (first <= view.size() && view.uid(first) == bounds[i] ? 0 : -1)
                    : view.firstSequenceFrom(bounds[i + 1] + 1) - 1;
            if (first <= last) {
                runs.add(first, last);
            }
        }
        return runs.build();
    }

    /** Other numbers for these, in the same order; those that have none, of which it says 0, are left out. */
    NumberRuns map(LongUnaryOperator numbers) {
        Builder runs = new Builder();
        for (UidSet.Range run : this) {
            for (long number = run.first(); number <= run.last(); number++) {
                long other = numbers.applyAsLong(number);
                if (other > 0) {
                    runs.add(other, other);
                }
            }
        }
        return runs.build();
    }

    /** A part of them, possibly none. */
    NumberRuns part(PartialRange range) {
        long from = range.first(count);
        long to = range.end(count);
        Builder runs = new Builder();
        long place = 0;
        for (int i = 0; i < bounds.length && place < to; i += 2) {
            long length = bounds[i + 1] - bounds[i] + 1;
            long first = bounds[i] + Math.max(0, from - place);
            long last = bounds[i] + Math.min(length, to - place) - 1;
            if (first <= last) {
                runs.add(first, last);
            }
            place += length;
        }
        return runs.build();
    }

    /** The numbers without their order. */
    UidSet toSet() {
        UidSet.Builder set = new UidSet.Builder();
        forEach(run -> set.add(run.first(), run.last()));
        return set.build();
    }

    @Override
    public Iterator<UidSet.Range> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < bounds.length;
            }

            @Override
            public UidSet.Range next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                next += 2;
                return new UidSet.Range(bounds[next - 2], bounds[next - 1]);
            }
        };
    }

    /** Collects runs in their order. */
    private static final class Builder {

        private long[] bounds = new long[8];
        private int length;
        private long count;

        void add(long first, long last) {
            count += last - first + 1;
            if (length > 0 && first == bounds[length - 1] + 1) {
                bounds[length - 1] = last;
                return;
            }
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * length);
            }
            bounds[length++] = first;
            bounds[length++] = last;
        }

        NumberRuns build() {
            return new NumberRuns(Arrays.copyOf(bounds, length), count);
        }
    }
}
