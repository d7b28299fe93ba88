package org.facteur.mailstore.order;

import java.util.Arrays;
import org.facteur.api.search.MessageThreads;
import org.facteur.api.search.ThreadAlgorithm;

/**
 * The conversations of some messages, as they were found last.
 *
 * @param columns that they were made of
 * @param ordinals of the messages; not to be changed
 */
record KnownThreads(ConversationColumns columns, ThreadAlgorithm algorithm, int[] ordinals, MessageThreads threads) {

    /** Two words for each node beside the number of its children, and one for each message. */
    private static final long BYTES_OF_NODE = 12;

    /** Whether somebody asks for exactly these; what is made of the same columns never changes. */
    boolean are(ConversationColumns wanted, ThreadAlgorithm by, int[] among) {
        return columns == wanted && algorithm == by && Arrays.equals(ordinals, among);
    }

    /** Octets in memory, about: the columns may be nowhere else any more. */
    long weight() {
        return columns.weight() + BYTES_OF_NODE * threads.size() + (long) Integer.BYTES * ordinals.length;
    }
}
