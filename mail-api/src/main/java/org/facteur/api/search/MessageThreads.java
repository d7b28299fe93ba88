package org.facteur.api.search;

import java.util.Arrays;

/**
 * Conversations as trees of messages, in the order in which a client is told: each message before those below it. Immutable.
 *
 * <p>The first message of a conversation may be missing: its place is a node without UID at depth 0, with two or more
 * children. Trees can be as deep as there are messages, so nobody should descend them by recursion.
 */
public final class MessageThreads {

    public static final MessageThreads NONE = new MessageThreads(new int[0], new int[0]);

    /** Unsigned; 0 for a message that is missing. */
    private final int[] uids;

    private final int[] depths;
    private final int[] children;

    /**
     * Takes ownership of the arrays, which have one length.
     *
     * @param uids as unsigned 32-bit integers; 0 for a message that is missing
     * @param depths 0 for the first message of a conversation; no node is more than one deeper than the node before it
     */
    public MessageThreads(int[] uids, int[] depths) {
        if (uids.length != depths.length) {
            throw new IllegalArgumentException(uids.length + ", " + depths.length);
        }
        this.uids = uids;
        this.depths = depths;
        this.children = new int[uids.length];
        countChildren();
    }

    private void countChildren() {
        int[] lastAtDepth = new int[Arrays.stream(depths).max().orElse(0) + 1];
        int previous = -1;
        for (int node = 0; node < depths.length; node++) {
            if (depths[node] < 0 || depths[node] > previous + 1) {
                throw new IllegalArgumentException("Depth " + depths[node] + " after " + previous);
            }
            if (depths[node] > 0) {
                children[lastAtDepth[depths[node] - 1]]++;
            }
            lastAtDepth[depths[node]] = node;
            previous = depths[node];
        }
    }

    /** How many nodes there are, those of missing messages included. */
    public int size() {
        return uids.length;
    }

    /**
     * The message at a node, or 0 if it is missing.
     *
     * @param node from 0
     */
    public long uid(int node) {
        return Integer.toUnsignedLong(uids[node]);
    }

    /** How many messages stand between a node and the first of its conversation. */
    public int depth(int node) {
        return depths[node];
    }

    /** How many nodes stand directly below a node. */
    public int children(int node) {
        return children[node];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageThreads threads
                && Arrays.equals(uids, threads.uids)
                && Arrays.equals(depths, threads.depths);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(uids) + Arrays.hashCode(depths);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int node = 0; node < uids.length; node++) {
            text.append(node == 0 ? "" : " ")
                    .append(">".repeat(Math.min(20, depths[node])))
                    .append(uid(node));
        }
        return text.toString();
    }
}
