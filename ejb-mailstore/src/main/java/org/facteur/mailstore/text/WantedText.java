package org.facteur.mailstore.text;

/** A text that the body, and perhaps the headers, must contain. */
public record WantedText(SubstringSearch search, boolean alsoInHeaders) {

    /** The text, folded. */
    public String folded() {
        return search.folded();
    }
}
