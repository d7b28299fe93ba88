package org.facteur.mailstore.fulltext;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.BytesRef;

/** A gram for each character of some texts; between two texts is a gap that no needle goes across. */
final class GramStream extends TokenStream {

    /** Positions between the last gram of a text and the first of the next. */
    private static final int GAP = 100;

    private final FoldedTexts texts;
    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final BytesRef gram = Gram.empty();
    private int text;
    private int position;

    /** @param texts that have all been ended */
    GramStream(FoldedTexts texts) {
        this.texts = texts;
    }

    @Override
    public boolean incrementToken() {
        if (text == texts.count()) {
            return false;
        }
        clearAttributes();
        int end = texts.end(text);
        boolean isFirst = text > 0 && position == texts.end(text - 1);
        increment.setPositionIncrement(isFirst ? GAP : 1);
        Gram.encode(texts.characters(), position, end, gram);
        term.setBytesRef(gram);
        if (++position == end) {
            text++;
        }
        return true;
    }

    @Override
    public void reset() {
        text = 0;
        position = 0;
    }
}
