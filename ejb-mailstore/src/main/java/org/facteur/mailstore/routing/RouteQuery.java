package org.facteur.mailstore.routing;

import org.jspecify.annotations.Nullable;

/**
 * Which aliases or groups an administrator wants to see, by address.
 *
 * @param filter part of an address in any case; empty for all
 * @param domain only those of this domain, unless null
 * @param first how many to leave out, from 0
 * @param count the most to answer with, 1 to {@link #MAX_COUNT}
 */
public record RouteQuery(
        RouteKind kind, String filter, @Nullable String domain, int first, int count, boolean descending) {

    public static final int MAX_COUNT = 1_000;

    public RouteQuery {
        if (first < 0 || count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("first " + first + ", count " + count);
        }
    }
}
