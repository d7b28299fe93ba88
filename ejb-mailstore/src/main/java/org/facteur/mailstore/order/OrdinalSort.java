package org.facteur.mailstore.order;

import java.util.Arrays;
import java.util.List;

/**
 * Sorts ordinals by several keys without an object for each; equal ones stay as they are. It sorts by one key after the other, the
 * least important first, and asks for each key of a message once.
 */
final class OrdinalSort {

    /** A key of a message: a date, a size, a rank. */
    @FunctionalInterface
    interface Key {
        long of(int ordinal);
    }

    /** Keys that differ by less than so many times their number are counted rather than compared. */
    private static final int DENSE = 4;

    private final List<Key> keys;

    /** @param keys the most important first */
    OrdinalSort(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    void sort(int[] ordinals) {
        for (int i = keys.size() - 1; i >= 0; i--) {
            sort(ordinals, keys.get(i));
        }
    }

    private static void sort(int[] ordinals, Key key) {
        long[] values = new long[ordinals.length];
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        boolean ascending = true;
        for (int i = 0; i < values.length; i++) {
            long value = key.of(ordinals[i]);
            ascending &= value >= greatest;
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            values[i] = value;
        }
        if (ascending) {
            return;
        }
        long range = greatest - least;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(values.length - 1);
        if (range >= 0 && range < (long) DENSE * values.length) {
            count(ordinals, values, least, (int) range);
        } else if (range >= 0 && range <= Long.MAX_VALUE >> bits) {
            pack(ordinals, values, least, bits);
        } else {
            merge(ordinals, values);
        }
    }

    /** How many have a lesser key is where the first with a key belongs. */
    private static void count(int[] ordinals, long[] values, long least, int range) {
        int[] places = new int[range + 2];
        for (long value : values) {
            places[(int) (value - least) + 1]++;
        }
        for (int i = 1; i < places.length; i++) {
            places[i] += places[i - 1];
        }
        int[] unsorted = ordinals.clone();
        for (int i = 0; i < unsorted.length; i++) {
            ordinals[places[(int) (values[i] - least)]++] = unsorted[i];
        }
    }

    /** A number that has the key above the place is sorted by both. */
    private static void pack(int[] ordinals, long[] values, long least, int bits) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - least) << bits | i;
        }
        Arrays.sort(values);
        int[] unsorted = ordinals.clone();
        int place = (1 << bits) - 1;
        for (int i = 0; i < unsorted.length; i++) {
            ordinals[i] = unsorted[(int) values[i] & place];
        }
    }

    private static void merge(int[] ordinals, long[] values) {
        int[] places = new int[ordinals.length];
        Arrays.setAll(places, i -> i);
        merge(places.clone(), places, values, 0, places.length);
        int[] unsorted = ordinals.clone();
        for (int i = 0; i < places.length; i++) {
            ordinals[i] = unsorted[places[i]];
        }
    }

    /** Both hold the same in the range; afterwards the target is sorted. */
    private static void merge(int[] source, int[] target, long[] values, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        merge(target, source, values, from, middle);
        merge(target, source, values, middle, to);
        for (int i = from, left = from, right = middle; i < to; i++) {
            boolean takesLeft = right == to || (left < middle && values[source[left]] <= values[source[right]]);
            target[i] = takesLeft ? source[left++] : source[right++];
        }
    }
}
