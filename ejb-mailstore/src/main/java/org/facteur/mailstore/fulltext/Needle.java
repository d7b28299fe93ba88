package org.facteur.mailstore.fulltext;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** A text that is looked for in one field of the index. */
final class Needle {

    private final String field;
    private final String text;
    private final @Nullable Weight weight;

    private Needle(String field, String text, @Nullable Weight weight) {
        this.field = field;
        this.text = text;
        this.weight = weight;
    }

    /** @param text folded, not empty, without {@link Gram#PADDING} */
    static Needle of(String field, String text, IndexSearcher searcher) throws IOException {
        return new Needle(field, text, text.length() < Gram.LENGTH ? null : weight(query(field, text), searcher));
    }

    /** What stands for a header field being there. */
    static Needle ofName(String lowerCaseName, IndexSearcher searcher) throws IOException {
        Query query = new TermQuery(new Term(MessageDocument.NAME, lowerCaseName));
        return new Needle(MessageDocument.NAME, lowerCaseName, weight(query, searcher));
    }

    private static Weight weight(Query query, IndexSearcher searcher) throws IOException {
        return searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    }

    /** Every third gram and the last one hold all characters: one behind the other they are the text. */
    private static Query query(String field, String text) {
        int last = text.length() - Gram.LENGTH;
        if (last == 0) {
            return new TermQuery(new Term(field, Gram.of(text, 0, Gram.LENGTH)));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int at = 0; at < last; at += Gram.LENGTH) {
            phrase.add(new Term(field, Gram.of(text, at, at + Gram.LENGTH)), at);
        }
        phrase.add(new Term(field, Gram.of(text, last, text.length())), last);
        return phrase.build();
    }

    /** Marks the documents that have the text. */
    void mark(List<LeafReaderContext> segments, List<LeafDocuments> documents, BitSet marked) throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            if (!documents.get(i).isEmpty()) {
                mark(segments.get(i), documents.get(i), marked);
            }
        }
    }

    private void mark(LeafReaderContext leaf, LeafDocuments documents, BitSet marked) throws IOException {
        if (weight == null) {
            markBeginnings(leaf, documents, marked);
            return;
        }
        Scorer scorer = weight.scorer(leaf);
        if (scorer != null) {
            TwoPhaseIterator check = scorer.twoPhaseIterator();
            documents.mark(check == null ? scorer.iterator() : check.approximation(), check, marked);
        }
    }

    /** One or two characters begin a gram wherever they stand, since grams are filled up at the end of a text. */
    private void markBeginnings(LeafReaderContext leaf, LeafDocuments documents, BitSet marked) throws IOException {
        Terms terms = leaf.reader().terms(field);
        if (terms == null) {
            return;
        }
        BytesRef beginning = Gram.of(text, 0, text.length());
        TermsEnum grams = terms.iterator();
        if (grams.seekCeil(beginning) == TermsEnum.SeekStatus.END) {
            return;
        }
        PostingsEnum postings = null;
        BytesRef gram = grams.term();
        while (gram != null && StringHelper.startsWith(gram, beginning) && !documents.areAll(marked)) {
            postings = grams.postings(postings, PostingsEnum.NONE);
            documents.mark(postings, null, marked);
            gram = grams.next();
        }
    }
}
