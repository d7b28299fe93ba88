package org.facteur.mailstore.search;

/**
 * How the search index of this node is.
 *
 * @param messages how many different messages it holds
 * @param octets of its files
 */
public record SearchIndexStatus(State state, long messages, long octets) {

    /** What it does. */
    public enum State {
        /** It holds every message, but those of the last seconds. */
        COMPLETE,
        /** It is being filled; messages that it does not hold are read. */
        FILLING,
        /** It does not work, and the log says why; messages are read. */
        UNAVAILABLE,
        /** The configuration does without it; messages are read. */
        OFF
    }
}
