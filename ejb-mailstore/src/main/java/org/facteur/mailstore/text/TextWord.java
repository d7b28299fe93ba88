package org.facteur.mailstore.text;

/** A word that something in the body, and perhaps in the headers, must be like. */
public record TextWord(FuzzyWord word, boolean alsoInHeaders) {}
