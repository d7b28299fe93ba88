package org.facteur.mailstore.search;

import java.util.Arrays;

/**
 * What never changes of the messages of a mailbox, ascending by UID, in primitive arrays. Immutable; with new messages it is
 * {@linkplain #isContinuedBy continued} by a longer one. Messages that are gone may still be here: whether a message is there
 * is what the snapshot of the mailbox says.
 *
 * <p>The place of a message here, from 0, is its ordinal.
 */
public final class MailboxFacts {

    /** Of a message without a date in its header. */
    static final int NO_DAY = Integer.MIN_VALUE;

    static final int BYTES_OF_MESSAGE = 2 * Integer.BYTES + 3 * Long.BYTES;

    /** Unsigned. */
    private final int[] uids;

    private final long[] contents;
    private final long[] sizes;
    private final long[] arrivals;
    private final int[] sentDays;
    private final int size;
    private final long uidNext;

    /** The same object in all that continue each other. */
    private final Object lineage;

    private MailboxFacts(
            int[] uids,
            long[] contents,
            long[] sizes,
            long[] arrivals,
            int[] sentDays,
            int size,
            long uidNext,
            Object lineage) {
        this.uids = uids;
        this.contents = contents;
        this.sizes = sizes;
        this.arrivals = arrivals;
        this.sentDays = sentDays;
        this.size = size;
        this.uidNext = uidNext;
        this.lineage = lineage;
    }

    static MailboxFacts none() {
        return new MailboxFacts(new int[0], new long[0], new long[0], new long[0], new int[0], 0, 1, new Object());
    }

    /** Whether the other begins with exactly these messages, under the same ordinals. */
    public boolean isContinuedBy(MailboxFacts other) {
        return lineage == other.lineage && size <= other.size;
    }

    /** How many messages are known. */
    public int size() {
        return size;
    }

    /** Every message below this UID has been read. */
    long uidNext() {
        return uidNext;
    }

    public long uid(int ordinal) {
        return Integer.toUnsignedLong(uids[ordinal]);
    }

    public long content(int ordinal) {
        return contents[ordinal];
    }

    /** Octets. */
    public long octets(int ordinal) {
        return sizes[ordinal];
    }

    /** The internal date in seconds since 1970. */
    public long arrival(int ordinal) {
        return arrivals[ordinal];
    }

    /** The day in the Date header as written, since 1970-01-01, or {@link #NO_DAY}. */
    int sentDay(int ordinal) {
        return sentDays[ordinal];
    }

    /** The ordinal of the first message whose UID is not less, searched from an ordinal on. */
    int firstFrom(long uid, int from) {
        int low = from;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (uid(middle) < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Collects further messages behind those that are known. */
    static final class Builder {

        private int[] uids;
        private long[] contents;
        private long[] sizes;
        private long[] arrivals;
        private int[] sentDays;
        private int size;
        private final Object lineage;

        Builder(MailboxFacts known) {
            int capacity = known.size + 64;
            uids = Arrays.copyOf(known.uids, capacity);
            contents = Arrays.copyOf(known.contents, capacity);
            sizes = Arrays.copyOf(known.sizes, capacity);
            arrivals = Arrays.copyOf(known.arrivals, capacity);
            sentDays = Arrays.copyOf(known.sentDays, capacity);
            size = known.size;
            lineage = known.lineage;
        }

        void add(long uid, long content, long octets, long arrival, int sentDay) {
            if (size == uids.length) {
                int capacity = size + (size >> 1);
                uids = Arrays.copyOf(uids, capacity);
                contents = Arrays.copyOf(contents, capacity);
                sizes = Arrays.copyOf(sizes, capacity);
                arrivals = Arrays.copyOf(arrivals, capacity);
                sentDays = Arrays.copyOf(sentDays, capacity);
            }
            uids[size] = (int) uid;
            contents[size] = content;
            sizes[size] = octets;
            arrivals[size] = arrival;
            sentDays[size++] = sentDay;
        }

        /** @param uidNext every message below it has been added */
        MailboxFacts build(long uidNext) {
            return new MailboxFacts(uids, contents, sizes, arrivals, sentDays, size, uidNext, lineage);
        }
    }
}
