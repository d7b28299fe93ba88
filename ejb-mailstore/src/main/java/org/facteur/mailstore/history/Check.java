package org.facteur.mailstore.history;

/** A check that a message has passed, beside those that every message passes. */
public enum Check {
    /** A list that is believed says that the client is good. */
    ALLOW_LIST
}
