package org.facteur.wire.abuse;

/** Whether a client may connect. */
public enum Admission {
    ADMITTED,
    /** It has too many connections, or makes them too fast. */
    TOO_MANY,
    /** It has offended too often. */
    BLOCKED
}
