package org.facteur.mailstore.order;

import java.util.List;

/** Sorts ordinals by several keys without an object for each; equal ones stay as they are. */
final class OrdinalSort {

    /** A key of a message: a date, a size, a rank. */
    @FunctionalInterface
    interface Key {
        long of(int ordinal);
    }

    private final List<Key> keys;

    /** @param keys the most important first */
    OrdinalSort(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    void sort(int[] ordinals) {
        sort(ordinals.clone(), ordinals, 0, ordinals.length);
    }

    /** Both hold the same in the range; afterwards the target is sorted. */
    private void sort(int[] source, int[] target, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(target, source, from, middle);
        sort(target, source, middle, to);
        for (int i = from, left = from, right = middle; i < to; i++) {
            boolean takesLeft = right == to || (left < middle && compare(source[left], source[right]) <= 0);
            target[i] = takesLeft ? source[left++] : source[right++];
        }
    }

    private int compare(int left, int right) {
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            int order = Long.compare(key.of(left), key.of(right));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
