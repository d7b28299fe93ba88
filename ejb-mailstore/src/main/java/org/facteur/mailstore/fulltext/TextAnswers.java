package org.facteur.mailstore.fulltext;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
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

    private final long[] contents;
    private final BitSet whole;
    private final List<Answer> fields;
    private final List<Answer> headers;
    private final List<Answer> bodies;
    private int position;

    TextAnswers(long[] contents, BitSet whole, List<Answer> fields, List<Answer> headers, List<Answer> bodies) {
        this.contents = contents;
        this.whole = whole;
        this.fields = fields;
        this.headers = headers;
        this.bodies = bodies;
    }

    /** Answers for one content from now on. */
    public TextAnswers of(long content) {
        position = Arrays.binarySearch(contents, content);
        return this;
    }

    @Override
    public Truth field(int condition) {
        return truth(fields.get(condition));
    }

    @Override
    public Truth header(int text) {
        return truth(headers.get(text));
    }

    @Override
    public Truth body(int text) {
        return truth(bodies.get(text));
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
