package org.facteur.mailstore.domain;

import org.jspecify.annotations.Nullable;

/**
 * A limit that an administrator sets; where none is set, the one before stays.
 *
 * @param most null to take the limit away
 */
public record Limit(@Nullable Long most) {

    /** What a limit is after a change of it, null for a change that does not touch it. */
    public static @Nullable Long after(@Nullable Limit change, @Nullable Long before) {
        return change == null ? before : change.most;
    }
}
