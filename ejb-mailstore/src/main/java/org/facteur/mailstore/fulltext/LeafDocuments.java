package org.facteur.mailstore.fulltext;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.TwoPhaseIterator;
import org.jspecify.annotations.Nullable;

/** The documents of a segment that a question is about, ascending, with the positions of their contents in the question. */
final class LeafDocuments {

    private final int[] documents;
    private final int[] positions;
    private final boolean[] partial;
    private int size;

    LeafDocuments(int capacity) {
        documents = new int[capacity];
        positions = new int[capacity];
        partial = new boolean[capacity];
    }

    void add(int document, int position, boolean isPartial) {
        documents[size] = document;
        partial[size] = isPartial;
        positions[size++] = position;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int position(int index) {
        return positions[index];
    }

    boolean isPartial(int index) {
        return partial[index];
    }

    /**
     * Marks the positions of the documents that match.
     *
     * @param candidates which have not begun
     * @param check what a candidate has to pass
     */
    void mark(DocIdSetIterator candidates, @Nullable TwoPhaseIterator check, BitSet marked) throws IOException {
        int document = -1;
        for (int i = 0; i < size; ) {
            if (document < documents[i]) {
                document = candidates.advance(documents[i]);
            }
            if (document == documents[i]) {
                if (!marked.get(positions[i]) && (check == null || check.matches())) {
                    marked.set(positions[i]);
                }
                i++;
            } else if (document == DocIdSetIterator.NO_MORE_DOCS) {
                return;
            } else {
                int next = Arrays.binarySearch(documents, i, size, document);
                i = next < 0 ? ~next : next;
            }
        }
    }

    /** Whether all positions are marked. */
    boolean areAll(BitSet marked) {
        for (int i = 0; i < size; i++) {
            if (!marked.get(positions[i])) {
                return false;
            }
        }
        return true;
    }
}
