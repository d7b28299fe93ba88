package org.facteur.mailstore.fulltext;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.facteur.mailstore.text.Closeness;
import org.facteur.mailstore.text.MessageTextSearch;
import org.facteur.mailstore.text.TextEvidence;
import org.facteur.mailstore.text.Truth;

/** What the index answers to the keys of one search; {@link Truth#UNKNOWN} of a content that it does not hold as a whole. */
public final class TextAnswers implements TextEvidence {

    /**
     * Of one key.
     *
     * @param sure whether the index answers it of contents that it holds as a whole
     * @param isCandidate whether those found have to be read, so that only the others are answered
     */
    record Answer(boolean sure, boolean isCandidate, BitSet found) {}

    /**
     * Of a word that is looked for with tolerance.
     *
     * @param sure as in {@link Answer}
     * @param unread those that have to be read
     * @param found by how much they have something like it
     */
    record WordAnswer(boolean sure, BitSet unread, Map<Closeness, BitSet> found) {

        Closeness of(int position) {
            if (!sure || unread.get(position)) {
                return Closeness.UNKNOWN;
            }
            Closeness closest = Closeness.NONE;
            for (Map.Entry<Closeness, BitSet> each : found.entrySet()) {
                closest = each.getValue().get(position) ? closest.or(each.getKey()) : closest;
            }
            return closest;
        }
    }

    /** What is known of each question, as {@link MessageTextSearch} counts them. */
    record Known(
            List<Answer> fields,
            List<Answer> headers,
            List<Answer> bodies,
            List<WordAnswer> fieldWords,
            List<WordAnswer> headerWords,
            List<WordAnswer> bodyWords) {}

    private final long[] contents;
    private final BitSet whole;
    private final Known known;
    private int position;

    TextAnswers(long[] contents, BitSet whole, Known known) {
        this.contents = contents;
        this.whole = whole;
        this.known = known;
    }

    /** Answers for one content from now on. */
    public TextAnswers of(long content) {
        position = Arrays.binarySearch(contents, content);
        return this;
    }

    @Override
    public Truth field(int condition) {
        return truth(known.fields().get(condition));
    }

    @Override
    public Truth header(int text) {
        return truth(known.headers().get(text));
    }

    @Override
    public Truth body(int text) {
        return truth(known.bodies().get(text));
    }

    @Override
    public Closeness fieldWord(int word) {
        return closeness(known.fieldWords().get(word));
    }

    @Override
    public Closeness headerWord(int word) {
        return closeness(known.headerWords().get(word));
    }

    @Override
    public Closeness bodyWord(int word) {
        return closeness(known.bodyWords().get(word));
    }

    /** Of a text that is cut short its last word may be, and a better one may follow. */
    private Closeness closeness(WordAnswer answer) {
        return position < 0 || !whole.get(position) ? Closeness.UNKNOWN : answer.of(position);
    }

    private Truth truth(Answer answer) {
        if (position < 0 || !answer.sure()) {
            return Truth.UNKNOWN;
        }
        if (answer.found().get(position)) {
            return answer.isCandidate() ? Truth.UNKNOWN : Truth.YES;
        }
        return whole.get(position) ? Truth.NO : Truth.UNKNOWN;
    }
}
