package org.facteur.mailstore.fulltext;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;
import org.facteur.mailstore.text.WordSplitter;
import org.jspecify.annotations.Nullable;

/** The words of some texts, in UTF-8. */
final class WordStream extends TokenStream {

    private final FoldedTexts texts;
    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final WordSplitter splitter =
            new WordSplitter((word, length) -> found = new BytesRef(new String(word, 0, length)));
    private @Nullable BytesRef found;
    private int text;
    private int position;

    /** @param texts that have all been ended */
    WordStream(FoldedTexts texts) {
        this.texts = texts;
    }

    /** A character ends one word at most. */
    @Override
    public boolean incrementToken() {
        clearAttributes();
        found = null;
        while (found == null && text < texts.count()) {
            if (position < texts.end(text)) {
                splitter.append(texts.characters(), position, ++position);
            } else {
                splitter.end();
                text++;
            }
        }
        term.setBytesRef(found);
        return found != null;
    }

    @Override
    public void reset() {
        splitter.end();
        text = 0;
        position = 0;
    }
}
