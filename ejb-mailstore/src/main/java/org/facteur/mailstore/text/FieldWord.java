package org.facteur.mailstore.text;

/** A word that something in a header field must be like. */
public record FieldWord(String field, FuzzyWord word) {}
