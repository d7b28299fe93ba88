package org.facteur.mailstore.index;

import java.util.Arrays;

/** UIDs, flags and mod-sequences of messages, ascending by UID, in arrays that are as long as they have to be. */
final class MessageColumns {

    private int[] uids;
    private long[] flags;
    private long[] modSeqs;
    private int size;

    MessageColumns(int capacity) {
        uids = new int[capacity];
        flags = new long[capacity];
        modSeqs = new long[capacity];
    }

    void add(long uid, long messageFlags, long modSeq) {
        if (size == uids.length) {
            grow(Math.max(16, size + (size >> 1)));
        }
        uids[size] = (int) uid;
        flags[size] = messageFlags;
        modSeqs[size++] = modSeq;
    }

    void addAll(MessageColumns others) {
        if (size + others.size > uids.length) {
            grow(size + others.size);
        }
        System.arraycopy(others.uids, 0, uids, size, others.size);
        System.arraycopy(others.flags, 0, flags, size, others.size);
        System.arraycopy(others.modSeqs, 0, modSeqs, size, others.size);
        size += others.size;
    }

    private void grow(int capacity) {
        uids = Arrays.copyOf(uids, capacity);
        flags = Arrays.copyOf(flags, capacity);
        modSeqs = Arrays.copyOf(modSeqs, capacity);
    }

    int size() {
        return size;
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

    /** Every bit that some message has. */
    long allFlags() {
        long all = 0;
        for (int i = 0; i < size; i++) {
            all |= flags[i];
        }
        return all;
    }

    int[] uids() {
        return Arrays.copyOf(uids, size);
    }

    long[] flags() {
        return Arrays.copyOf(flags, size);
    }

    long[] modSeqs() {
        return Arrays.copyOf(modSeqs, size);
    }
}
