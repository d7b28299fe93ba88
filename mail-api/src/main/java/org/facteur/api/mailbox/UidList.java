package org.facteur.api.mailbox;

import java.util.Arrays;

/** UIDs in an order that means something; immutable, and no larger than its numbers. */
public final class UidList {

    public static final UidList EMPTY = new UidList(new int[0]);

    /** Unsigned. */
    private final int[] uids;

    /**
     * Takes ownership of the array.
     *
     * @param uids as unsigned 32-bit integers
     */
    public UidList(int[] uids) {
        this.uids = uids;
    }

    public int size() {
        return uids.length;
    }

    /** @param index from 0 */
    public long uid(int index) {
        return Integer.toUnsignedLong(uids[index]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidList list && Arrays.equals(uids, list.uids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(uids);
    }

    @Override
    public String toString() {
        return Arrays.stream(uids).mapToObj(Integer::toUnsignedString).toList().toString();
    }
}
