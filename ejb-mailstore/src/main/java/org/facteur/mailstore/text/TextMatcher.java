package org.facteur.mailstore.text;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for several texts, and for what is like some words, in the texts of one message, in one pass over each; remembers what was
 * found. Not thread-safe.
 */
final class TextMatcher {

    private final List<WantedText> texts;
    private final List<TextWord> words;
    private final Closeness[] closest;
    private final WordSplitter splitter = new WordSplitter(this::compare);
    private final int[] matched;
    private final boolean[] found;
    private @Nullable TextFolding folding;
    private int missing;
    private boolean header;

    TextMatcher(List<WantedText> texts, List<TextWord> words) {
        this.texts = texts;
        this.words = words;
        this.closest = new Closeness[words.size()];
        Arrays.fill(closest, Closeness.NONE);
        this.missing = words.size();
        this.matched = new int[texts.size()];
        this.found = new boolean[texts.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = texts.get(i).search().isFound(0);
            missing += found[i] ? 0 : 1;
        }
    }

    boolean isFound(int text) {
        return found[text];
    }

    /** How much the most similar word so far is like one. */
    Closeness closest(int word) {
        return closest[word];
    }

    /** Whether nothing is left to look for. */
    boolean isDone() {
        return missing == 0;
    }

    /** Looks into a text that is complete in itself. */
    void match(String text) {
        folding().append(text);
        endText();
    }

    /** As {@link #match(String)}, in a header field, where only some of the texts are wanted. */
    void matchHeader(String text) {
        header = true;
        match(text);
        header = false;
    }

    /** As {@link #match(String)}; stops reading when nothing is left to look for. */
    void match(Reader text) throws IOException {
        char[] buffer = new char[2048];
        for (int count = text.read(buffer); count >= 0 && !isDone(); count = text.read(buffer)) {
            folding().append(buffer, 0, count);
        }
        endText();
    }

    /** Made with the first text: of many messages none is looked into. */
    private TextFolding folding() {
        TextFolding present = folding;
        if (present == null) {
            present = new TextFolding(this::advance);
            folding = present;
        }
        return present;
    }

    private void endText() {
        folding().end();
        splitter.end();
        Arrays.fill(matched, 0);
    }

    private void compare(int[] word, int length) {
        for (int i = 0; i < closest.length; i++) {
            if (closest[i] != Closeness.SAME && (!header || words.get(i).alsoInHeaders())) {
                closest[i] = closest[i].or(words.get(i).word().closeness(word, length));
                missing -= closest[i] == Closeness.SAME ? 1 : 0;
            }
        }
    }

    private void advance(char[] text, int length) {
        if (closest.length > 0) {
            splitter.append(text, length);
        }
        for (int i = 0; i < found.length; i++) {
            if (!found[i] && (!header || texts.get(i).alsoInHeaders())) {
                SubstringSearch search = texts.get(i).search();
                matched[i] = search.advance(matched[i], text, length);
                if (search.isFound(matched[i])) {
                    found[i] = true;
                    missing--;
                }
            }
        }
    }
}
