package org.facteur.mailstore.text;

/** A header field that must be there, and contain a text. */
public record FieldCondition(String field, SubstringSearch search) {

    /** The text, folded; empty if the field only has to be there. */
    public String folded() {
        return search.folded();
    }
}
