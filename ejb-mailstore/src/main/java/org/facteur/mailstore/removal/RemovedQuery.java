package org.facteur.mailstore.removal;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see of the removed messages of an account, the last removed first.
 *
 * @param subject part of the subject in any case; empty for all
 * @param sender part of the name or address of the sender in any case; empty for all
 * @param after where an earlier page ended ({@link RemovedPage#next}); null for the first page
 * @param count the most to answer with, 1 to {@link #MAX_COUNT}
 */
public record RemovedQuery(
        RemovedSelection selection,
        String subject,
        String sender,
        @Nullable RemovedPosition after,
        int count) {

    public static final int MAX_COUNT = 500;

    public RemovedQuery {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count " + count);
        }
    }
}
