package org.facteur.mailstore.text;

/** What is known of whether a message satisfies a key. */
public enum Truth {
    NO,
    YES,
    /** The message has to be read. */
    UNKNOWN;

    static Truth of(boolean value) {
        return value ? YES : NO;
    }
}
