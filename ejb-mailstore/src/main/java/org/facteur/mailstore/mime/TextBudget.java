package org.facteur.mailstore.mime;

import org.jspecify.annotations.Nullable;

/**
 * How much text the structure of one message may keep, so that thousands of parts with long headers fill neither the memory
 * nor the column. What does not fit any more is treated as absent.
 */
final class TextBudget {

    /** Octets of all texts together. */
    static final int MAX_TEXT = 512 << 10;

    /** What an element of a list costs beside its text. */
    static final int ELEMENT = 32;

    private int remaining = MAX_TEXT;

    /** Whether there is room for that many octets, which are then taken. */
    boolean take(int octets) {
        if (octets > remaining) {
            return false;
        }
        remaining -= octets;
        return true;
    }

    @Nullable
    String keep(String text) {
        return take(text.length()) ? text : null;
    }
}
