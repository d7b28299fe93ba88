package org.facteur.mailstore.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Messages that a search has to look into. */
final class Undecided {

    private int[] sequences = new int[16];
    private int[] ordinals = new int[16];
    private int size;

    /** Adds the message that the cursor has come to. */
    void add(MessageCursor message) {
        if (size == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * size);
            ordinals = Arrays.copyOf(ordinals, 2 * size);
        }
        sequences[size] = message.sequence();
        ordinals[size++] = message.ordinal();
    }

    /** Some of them. */
    Undecided only(int[] indexes) {
        Undecided some = new Undecided();
        some.size = indexes.length;
        some.sequences = IntStream.of(indexes).map(i -> sequences[i]).toArray();
        some.ordinals = IntStream.of(indexes).map(i -> ordinals[i]).toArray();
        return some;
    }

    int size() {
        return size;
    }

    int ordinal(int index) {
        return ordinals[index];
    }

    /** Their contents, ascending, each once. */
    long[] contents(MailboxFacts facts) {
        return IntStream.range(0, size)
                .mapToLong(i -> facts.content(ordinals[i]))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Lets the cursor come to one of them. */
    void comeTo(int index, MessageCursor messages) {
        messages.returnTo(sequences[index], ordinals[index]);
    }
}
