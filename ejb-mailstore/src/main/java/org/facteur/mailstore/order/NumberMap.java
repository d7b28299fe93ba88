package org.facteur.mailstore.order;

/** Numbers from 0 by keys that are not 0, without an object for each. */
final class NumberMap {

    /** What is found for a key that is not there. */
    static final int NONE = -1;

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private long[] keys;
    private int[] values;
    private int size;

    /** @param expected how many keys it takes without growing */
    NumberMap(int expected) {
        int capacity = Integer.highestOneBit(Math.max(8, expected)) << 2;
        keys = new long[capacity];
        values = new int[capacity];
    }

    int get(long key) {
        int slot = slot(key);
        return keys[slot] == 0 ? NONE : values[slot];
    }

    void put(long key, int value) {
        int slot = slot(key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
        if (size > keys.length / 2) {
            grow();
        }
    }

    /** The number that was there already, or {@link #NONE}. */
    int putIfAbsent(long key, int value) {
        int known = get(key);
        if (known == NONE) {
            put(key, value);
        }
        return known;
    }

    private int slot(long key) {
        int slot = (int) ((key * SPREAD) >>> 33) & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
