package org.facteur.imap.session;

/**
 * How many messages one command processes (RFC 9738).
 *
 * @param processed by FETCH, SEARCH, STORE, COPY, MOVE, UID EXPUNGE and APPEND; 0 for any number
 * @param saved by COPY, MOVE and APPEND; 0 for any number
 */
public record MessageLimits(int processed, int saved) {

    public static final MessageLimits NONE = new MessageLimits(0, 0);

    /** The limit of a command that saves messages: the lower one of both. */
    public int ofSaving() {
        return processed == 0 || (saved > 0 && saved < processed) ? saved : processed;
    }
}
