package org.facteur.mailstore.fulltext;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.util.Bits;

/** Where contents are in a segment, whose documents ascend by content: one in {@link #STEP} is in memory. */
final class LeafContents {

    private static final int STEP = 16;

    private final long[] samples;

    LeafContents(LeafReader leaf) throws IOException {
        samples = new long[(leaf.maxDoc() + STEP - 1) / STEP];
        NumericDocValues ids = leaf.getNumericDocValues(MessageDocument.ID);
        for (int i = 0; i < samples.length; i++) {
            ids.advanceExact(i * STEP);
            samples[i] = ids.longValue();
        }
    }

    /** Finds those of the contents that are here. */
    LeafDocuments find(LeafReader leaf, long[] contents) throws IOException {
        LeafDocuments found = new LeafDocuments(contents.length);
        NumericDocValues ids = leaf.getNumericDocValues(MessageDocument.ID);
        NumericDocValues partial = leaf.getNumericDocValues(MessageDocument.PARTIAL);
        Bits live = leaf.getLiveDocs();
        int document = -1;
        long id = Long.MIN_VALUE;
        int from = firstNotBelow(contents, samples[0]);
        for (int i = from; i < contents.length; i++) {
            int block = blockOf(contents[i], Math.max(0, document / STEP));
            if (block * STEP > document) {
                document = block * STEP;
                id = valueOf(ids, document);
            }
            while (id < contents[i] && document + 1 < leaf.maxDoc()) {
                id = valueOf(ids, ++document);
            }
            if (id < contents[i]) {
                break;
            }
            if (id == contents[i] && (live == null || live.get(document))) {
                found.add(document, i, partial != null && partial.advanceExact(document));
            }
        }
        return found;
    }

    /** The contents that are here of a range, ascending. */
    void collect(LeafReader leaf, long above, long upTo, IdCollector collector) throws IOException {
        NumericDocValues ids = leaf.getNumericDocValues(MessageDocument.ID);
        Bits live = leaf.getLiveDocs();
        for (int document = blockOf(above, 0) * STEP; document < leaf.maxDoc(); document++) {
            long id = valueOf(ids, document);
            if (id > upTo) {
                return;
            }
            if (id > above && (live == null || live.get(document))) {
                collector.add(id);
            }
        }
    }

    private static long valueOf(NumericDocValues ids, int document) throws IOException {
        ids.advanceExact(document);
        return ids.longValue();
    }

    private static int firstNotBelow(long[] contents, long least) {
        int found = Arrays.binarySearch(contents, least);
        return found < 0 ? ~found : found;
    }

    /** The last block that begins with at most that content. */
    private int blockOf(long content, int from) {
        int found = Arrays.binarySearch(samples, from, samples.length, content);
        return found < 0 ? Math.max(from, ~found - 1) : found;
    }

    /** Takes content ids. */
    @FunctionalInterface
    interface IdCollector {
        void add(long id);
    }
}
