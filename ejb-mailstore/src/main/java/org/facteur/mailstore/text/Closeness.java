package org.facteur.mailstore.text;

/** How much a word of a message is like a word that is looked for, from the least to the most. */
public enum Closeness {
    /** Nobody has looked. */
    UNKNOWN(0),
    /** There is nothing like it. */
    NONE(0),
    TWO_EDITS(40),
    ONE_EDIT(60),
    /** A word begins with it. */
    BEGINNING(80),
    SAME(90);

    private final int score;

    Closeness(int score) {
        this.score = score;
    }

    /** What it adds to the relevancy of a message, of 100. */
    int score() {
        return score;
    }

    /** Whether it is found. */
    Truth truth() {
        return this == UNKNOWN ? Truth.UNKNOWN : Truth.of(this != NONE);
    }

    /** The greater of two, which is the one of a text in two pieces. */
    public Closeness or(Closeness other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
