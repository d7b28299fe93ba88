package org.facteur.mailstore.order;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.facteur.api.search.MessageThreads;

/**
 * Trees of messages. The nodes of messages come first, by their positions among the messages found; those behind them stand
 * for messages that are missing, and only at the root of a tree.
 */
final class Forest {

    /** The parent of a root, and the sibling behind the last. */
    static final int NONE = -1;

    private final int messages;
    private final int[] parents;
    private final int[] firstChild;
    private final int[] lastChild;
    private final int[] nextSibling;
    private int firstRoot = NONE;
    private int lastRoot = NONE;

    /**
     * @param messages how many nodes are messages
     * @param parents of the nodes
     */
    Forest(int messages, int[] parents) {
        this.messages = messages;
        this.parents = parents;
        this.firstChild = filled(parents.length);
        this.lastChild = filled(parents.length);
        this.nextSibling = filled(parents.length);
    }

    private static int[] filled(int length) {
        int[] none = new int[length];
        Arrays.fill(none, NONE);
        return none;
    }

    /**
     * The trees as a client is told.
     *
     * @param order every message, in the order in which siblings stand; a missing one stands where its first child does
     * @param uids of the messages, by position
     */
    MessageThreads threads(int[] order, IntUnaryOperator uids) {
        int nodes = 0;
        for (int message : order) {
            int parent = parents[message];
            if (parent >= messages && firstChild[parent] == NONE) {
                addRoot(parent);
                nodes++;
            }
            if (parent == NONE) {
                addRoot(message);
            } else {
                addChild(parent, message);
            }
            nodes++;
        }
        int[] told = new int[nodes];
        int[] depths = new int[nodes];
        int depth = 0;
        int count = 0;
        for (int node = firstRoot; node != NONE; ) {
            told[count] = node < messages ? uids.applyAsInt(node) : 0;
            depths[count++] = depth;
            if (firstChild[node] != NONE) {
                node = firstChild[node];
                depth++;
                continue;
            }
            while (nextSibling[node] == NONE && parents[node] != NONE) {
                node = parents[node];
                depth--;
            }
            node = nextSibling[node];
        }
        return new MessageThreads(told, depths);
    }

    private void addRoot(int node) {
        if (lastRoot == NONE) {
            firstRoot = node;
        } else {
            nextSibling[lastRoot] = node;
        }
        lastRoot = node;
    }

    private void addChild(int parent, int node) {
        if (lastChild[parent] == NONE) {
            firstChild[parent] = node;
        } else {
            nextSibling[lastChild[parent]] = node;
        }
        lastChild[parent] = node;
    }
}
