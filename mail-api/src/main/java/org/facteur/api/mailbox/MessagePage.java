package org.facteur.api.mailbox;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some neighbours of a {@link MessageTable}, ascending by UID, at least one; immutable, and shared by every table that has not
 * changed them since. Pages that differ in flags only share their UIDs.
 */
final class MessagePage {

    /** The most messages of a page: what one change copies, some 20 KiB. */
    static final int CAPACITY = 1_024;

    /** Three references, two words and the headers of the page and its three arrays. */
    private static final int BYTES = 96;

    private static final int BYTES_OF_MESSAGE = Integer.BYTES + 2 * Long.BYTES;

    /** Unsigned. */
    private final int[] uids;

    private final long[] flags;
    private final long[] modSeqs;
    /** The bits that every message has. */
    private final long commonFlags;

    private final long highestModSeq;

    /** Takes ownership of the arrays. */
    MessagePage(int[] uids, long[] flags, long[] modSeqs) {
        this.uids = uids;
        this.flags = flags;
        this.modSeqs = modSeqs;
        long common = -1L;
        for (long each : flags) {
            common &= each;
        }
        this.commonFlags = common;
        long highest = 0;
        for (long each : modSeqs) {
            highest = Math.max(highest, each);
        }
        this.highestModSeq = highest;
    }

    int size() {
        return uids.length;
    }

    boolean isFull() {
        return size() == CAPACITY;
    }

    long bytes() {
        return BYTES + (long) size() * BYTES_OF_MESSAGE;
    }

    long uid(int index) {
        return Integer.toUnsignedLong(uids[index]);
    }

    long flags(int index) {
        return flags[index];
    }

    long modSeq(int index) {
        return modSeqs[index];
    }

    long firstUid() {
        return uid(0);
    }

    long lastUid() {
        return uid(size() - 1);
    }

    /** The index of the first message whose UID is {@code uid} or greater; {@link #size()} if none is. */
    int firstFrom(long uid) {
        int low = 0;
        // UIDs ascend, so none is further behind than if all were neighbours, which they mostly are.
        int high = (int) Math.max(0, Math.min(size(), uid - firstUid()));
        if (high == 0 || uid(high - 1) < uid) {
            return high;
        }
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

    /** The index of the first message that has none of the bits, or -1. */
    int firstWithout(long mask) {
        if ((commonFlags & mask) != 0) {
            return -1;
        }
        for (int i = 0; i < flags.length; i++) {
            if ((flags[i] & mask) == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The index of the first message from {@code from} on that was changed after a mod-sequence, or -1. */
    int firstChangedSince(long modSeq, int from) {
        if (highestModSeq <= modSeq) {
            return -1;
        }
        for (int i = from; i < modSeqs.length; i++) {
            if (modSeqs[i] > modSeq) {
                return i;
            }
        }
        return -1;
    }

    boolean hasSameUids(MessagePage other) {
        return uids == other.uids;
    }

    boolean holdsAny(UidSet set) {
        if (!set.intersects(firstUid(), lastUid())) {
            return false;
        }
        for (int i = 0; i < uids.length; i++) {
            if (set.contains(uid(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * This page with the flags and mod-sequences that some messages of a table have.
     *
     * @return null if one of them is not in this page
     */
    @Nullable
    MessagePage withFlagsOf(MessageTable changed, int from, int to) {
        if (from == to) {
            return this;
        }
        if (changed.uid(to - 1) > lastUid()) {
            return null;
        }
        long[] newFlags = flags.clone();
        long[] newModSeqs = modSeqs.clone();
        for (int i = from; i < to; i++) {
            int index = firstFrom(changed.uid(i));
            if (index == size() || uid(index) != changed.uid(i)) {
                return null;
            }
            newFlags[index] = changed.flags(i);
            newModSeqs[index] = changed.modSeq(i);
        }
        return Arrays.equals(flags, newFlags) && Arrays.equals(modSeqs, newModSeqs)
                ? this
                : new MessagePage(uids, newFlags, newModSeqs);
    }
}
