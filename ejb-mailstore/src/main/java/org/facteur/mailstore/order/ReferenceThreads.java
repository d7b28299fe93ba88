package org.facteur.mailstore.order;

import static org.facteur.mailstore.order.Forest.NONE;

import java.util.Arrays;

/**
 * Conversations by references (RFC 5256 section 3, REFERENCES). Its steps are the methods here. Messages are their positions
 * among those found; behind them come the missing ones, that others refer to or that stand above those of one subject.
 */
final class ReferenceThreads {

    /** So many steps up a conversation a loop is looked for; beyond, two messages stay apart. */
    private static final int MAX_STEPS = 1_000;

    private final int[] ordinals;
    private final int[] byDate;
    private final ConversationColumns columns;
    private final NumberMap nodeOfId;
    private int[] parents;
    private boolean[] hasChild;
    private int nodes;

    /**
     * @param ordinals of the messages found
     * @param byDate their positions there, ascending by date
     */
    ReferenceThreads(int[] ordinals, int[] byDate, ConversationColumns columns) {
        this.ordinals = ordinals;
        this.byDate = byDate;
        this.columns = columns;
        this.nodeOfId = new NumberMap(ordinals.length);
        this.nodes = ordinals.length;
        this.parents = new int[ordinals.length];
        this.hasChild = new boolean[ordinals.length];
        Arrays.fill(parents, NONE);
    }

    Forest grow() {
        identify();
        for (int message = 0; message < ordinals.length; message++) {
            link(message);
        }
        prune();
        groupBySubject();
        return new Forest(ordinals.length, Arrays.copyOf(parents, nodes));
    }

    private boolean isMissing(int node) {
        return node >= ordinals.length;
    }

    /** Of two messages with one id the second has none. */
    private void identify() {
        for (int message = 0; message < ordinals.length; message++) {
            long id = columns.id(ordinals[message]);
            if (id != ConversationColumns.NO_ID) {
                nodeOfId.putIfAbsent(id, message);
            }
        }
    }

    /** Step 1: links what a message refers to, and the message below the last of it. */
    private void link(int message) {
        int last = NONE;
        for (long id : columns.references(ordinals[message])) {
            int node = nodeOfId.get(id);
            if (node == NONE) {
                node = addMissing();
                nodeOfId.put(id, node);
            }
            if (last != NONE && parents[node] == NONE && !isAbove(node, last)) {
                adopt(last, node);
            }
            last = node;
        }
        if (last == NONE) {
            parents[message] = NONE;
        } else if (!isAbove(message, last)) {
            adopt(last, message);
        }
    }

    private int addMissing() {
        if (nodes == parents.length) {
            int capacity = nodes + Math.max(16, nodes >> 1);
            parents = Arrays.copyOf(parents, capacity);
            hasChild = Arrays.copyOf(hasChild, capacity);
        }
        parents[nodes] = NONE;
        return nodes++;
    }

    private void adopt(int parent, int child) {
        parents[child] = parent;
        hasChild[parent] = true;
    }

    /** Whether a node is the other or above it, or might be. */
    private boolean isAbove(int node, int other) {
        if (!hasChild[node]) {
            return node == other;
        }
        int steps = 0;
        for (int each = other; each != NONE; each = parents[each]) {
            if (each == node || ++steps > MAX_STEPS) {
                return true;
            }
        }
        return false;
    }

    /** Steps 2 and 3: a missing message gives its children to what stands above it, and stays only above several of them. */
    private void prune() {
        int[] lifted = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            lifted[node] = node < ordinals.length ? node : NONE;
        }
        int[] children = new int[nodes];
        int[] kept = new int[ordinals.length];
        for (int message = 0; message < ordinals.length; message++) {
            kept[message] = parents[message] == NONE ? NONE : lift(parents[message], lifted);
            if (kept[message] != NONE) {
                children[kept[message]]++;
            }
        }
        for (int message = 0; message < ordinals.length; message++) {
            boolean isAlone = kept[message] != NONE && isMissing(kept[message]) && children[kept[message]] == 1;
            parents[message] = isAlone ? NONE : kept[message];
        }
        Arrays.fill(parents, ordinals.length, nodes, NONE);
    }

    /** The nearest message from a node upwards; without one, the missing message at the top. */
    private int lift(int from, int[] lifted) {
        int top = from;
        while (lifted[top] == NONE && parents[top] != NONE) {
            top = parents[top];
        }
        int found = lifted[top] == NONE ? top : lifted[top];
        for (int node = from; node != NONE && lifted[node] == NONE; node = parents[node]) {
            lifted[node] = found;
        }
        return found;
    }

    /** Steps 4 and 5: brings together the conversations of one subject. */
    private void groupBySubject() {
        int[] roots = new int[ordinals.length];
        int[] speakers = new int[nodes];
        int count = 0;
        Arrays.fill(speakers, NONE);
        for (int message : byDate) {
            int root = parents[message] == NONE ? message : parents[message];
            if ((root == message || isMissing(root)) && speakers[root] == NONE) {
                speakers[root] = message;
                roots[count++] = root;
            }
        }
        NumberMap bySubject = subjects(roots, count, speakers);
        int[] merged = new int[nodes];
        Arrays.fill(merged, NONE);
        for (int i = 0; i < count; i++) {
            int root = roots[i];
            long subject = subject(speakers[root]);
            int head = subject == 0 ? root : bySubject.get(subject);
            if (head == root) {
                continue;
            }
            if (isMissing(head) && isMissing(root)) {
                merged[root] = head;
            } else if (isMissing(head) || (isReply(root) && !isReply(head))) {
                parents[root] = head;
            } else {
                int common = addMissing();
                parents[root] = common;
                parents[head] = common;
                bySubject.put(subject, common);
            }
        }
        for (int message = 0; message < ordinals.length; message++) {
            int parent = parents[message];
            if (parent != NONE && parent < merged.length && merged[parent] != NONE) {
                parents[message] = merged[parent];
            }
        }
    }

    /** Which conversation the others of its subject join: rather one without a first message, then one that answers nothing. */
    private NumberMap subjects(int[] roots, int count, int[] speakers) {
        NumberMap bySubject = new NumberMap(count);
        for (int i = 0; i < count; i++) {
            int root = roots[i];
            long subject = subject(speakers[root]);
            if (subject == 0) {
                continue;
            }
            int known = bySubject.putIfAbsent(subject, root);
            if (known != NONE && !isMissing(known) && (isMissing(root) || (isReply(known) && !isReply(root)))) {
                bySubject.put(subject, root);
            }
        }
        return bySubject;
    }

    /** A number for the base subject of a message; 0 if it is empty. */
    private long subject(int message) {
        int ordinal = ordinals[message];
        return columns.subjects().isEmpty(ordinal) ? 0 : columns.subjects().rank(ordinal) + 1L;
    }

    private boolean isReply(int message) {
        return columns.isReply(ordinals[message]);
    }
}
