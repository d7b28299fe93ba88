package org.facteur.api.queue;

import org.jspecify.annotations.Nullable;

/** How an attempt ended for one recipient. */
public sealed interface Outcome {

    /** Which recipient. */
    long recipient();

    /**
     * The remote server has taken responsibility.
     *
     * @param reports whether it has been asked for the reports that the sender wants, too (RFC 3461)
     */
    record Delivered(long recipient, RemoteAnswer answer, boolean reports) implements Outcome {}

    /** It will never work. */
    record Failed(long recipient, RemoteAnswer answer) implements Outcome {}

    /** It may work later. */
    record Deferred(long recipient, RemoteAnswer answer) implements Outcome {}

    /** It has not been tried, and is due again. */
    record Untried(long recipient) implements Outcome {}

    /** The decisive words; null if nothing was tried. */
    default @Nullable RemoteAnswer said() {
        if (this instanceof Delivered delivered) {
            return delivered.answer();
        }
        if (this instanceof Failed failed) {
            return failed.answer();
        }
        return this instanceof Deferred deferred ? deferred.answer() : null;
    }
}
