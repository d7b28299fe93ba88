package org.facteur.api.search;

/** How messages are grouped into conversations (RFC 5256 section 3). */
public enum ThreadAlgorithm {
    /** By base subject: the first message by date, and all others as its children. */
    ORDEREDSUBJECT,
    /** By References and In-Reply-To, then by base subject. */
    REFERENCES
}
