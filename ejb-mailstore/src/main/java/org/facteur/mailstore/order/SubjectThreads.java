package org.facteur.mailstore.order;

/** Conversations by base subject (RFC 5256 section 3, ORDEREDSUBJECT): the first by date, and all others below it. */
final class SubjectThreads {

    private SubjectThreads() {}

    /**
     * @param ordinals of the messages found
     * @param byDate their positions there, ascending by date
     */
    static Forest grow(int[] ordinals, int[] byDate, ConversationColumns columns) {
        int[] parents = new int[ordinals.length];
        NumberMap first = new NumberMap(ordinals.length);
        for (int message : byDate) {
            int subject = columns.subjects().rank(ordinals[message]);
            parents[message] = first.putIfAbsent(subject + 1L, message);
        }
        return new Forest(ordinals.length, parents);
    }
}
