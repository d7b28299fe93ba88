package org.facteur.mailstore.fulltext;

import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.UnicodeUtil;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.facteur.mailstore.text.Closeness;
import org.facteur.mailstore.text.FuzzyWord;
import org.facteur.mailstore.text.WordSplitter;
import org.jspecify.annotations.Nullable;

/**
 * A word that is looked for with tolerance in the words of one field of the index. An automaton leads through the few words that
 * can be like it; how much they are is decided by the word itself, as when messages are read.
 */
final class WordNeedle {

    private final String field;
    private final FuzzyWord word;
    private final @Nullable CompiledAutomaton edits;
    private final Map<Closeness, BitSet> found = new EnumMap<>(Closeness.class);
    private final int[] codePoints = new int[WordSplitter.MAX_WORD];

    /** @param field of words */
    WordNeedle(String field, FuzzyWord word) {
        this.field = field;
        this.word = word;
        this.edits = word.tolerance() == 0
                ? null
                : new CompiledAutomaton(
                        new LevenshteinAutomata(word.text(), true).toAutomaton(word.tolerance()), true, false);
    }

    /** The positions of the documents that have something like it, by how much it is. */
    Map<Closeness, BitSet> find(List<LeafReaderContext> segments, List<LeafDocuments> documents) throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            Terms terms =
                    documents.get(i).isEmpty() ? null : segments.get(i).reader().terms(field);
            if (terms != null) {
                markBeginnings(terms, documents.get(i));
                markEdits(terms, documents.get(i));
            }
        }
        return found;
    }

    /** The word itself comes before those that begin with it. */
    private void markBeginnings(Terms terms, LeafDocuments documents) throws IOException {
        TermsEnum words = terms.iterator();
        BytesRef beginning = new BytesRef(word.text());
        if (!word.findsBeginnings()) {
            if (words.seekExact(beginning)) {
                mark(words, Closeness.SAME, documents);
            }
            return;
        }
        if (words.seekCeil(beginning) == TermsEnum.SeekStatus.END) {
            return;
        }
        BytesRef term = words.term();
        while (term != null && StringHelper.startsWith(term, beginning)) {
            boolean isSame = term.length == beginning.length;
            mark(words, isSame ? Closeness.SAME : Closeness.BEGINNING, documents);
            term = words.next();
        }
    }

    private void markEdits(Terms terms, LeafDocuments documents) throws IOException {
        if (edits == null) {
            return;
        }
        TermsEnum words = edits.getTermsEnum(terms);
        for (BytesRef term = words.next(); term != null; term = words.next()) {
            Closeness closeness = word.closeness(codePoints, UnicodeUtil.UTF8toUTF32(term, codePoints));
            if (closeness == Closeness.ONE_EDIT || closeness == Closeness.TWO_EDITS) {
                mark(words, closeness, documents);
            }
        }
    }

    private void mark(TermsEnum words, Closeness closeness, LeafDocuments documents) throws IOException {
        PostingsEnum postings = words.postings(null, PostingsEnum.NONE);
        documents.mark(postings, null, found.computeIfAbsent(closeness, each -> new BitSet()));
    }
}
