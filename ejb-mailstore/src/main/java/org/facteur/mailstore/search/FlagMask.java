package org.facteur.mailstore.search;

import java.util.Optional;
import org.facteur.api.search.SearchKey;

/**
 * A search by system flags alone: what most clients ask most often is two masks, and no question of a tree of keys for each message.
 *
 * @param set bits that a message has
 * @param clear bits that it has not
 */
record FlagMask(long set, long clear) {

    private static final FlagMask NONE = new FlagMask(0, 0);

    /** The same search as masks; empty if it asks for anything else. */
    static Optional<FlagMask> of(SearchKey key) {
        if (key instanceof SearchKey.All) {
            return Optional.of(NONE);
        }
        if (key instanceof SearchKey.Flag flag) {
            return Optional.of(new FlagMask(flag.flag().bit(), 0));
        }
        if (key instanceof SearchKey.Not not && not.key() instanceof SearchKey.Flag flag) {
            return Optional.of(new FlagMask(0, flag.flag().bit()));
        }
        if (key instanceof SearchKey.And and) {
            Optional<FlagMask> all = Optional.of(NONE);
            for (SearchKey each : and.keys()) {
                all = all.flatMap(mask -> of(each).map(mask::and));
            }
            return all;
        }
        return Optional.empty();
    }

    private FlagMask and(FlagMask other) {
        return new FlagMask(set | other.set, clear | other.clear);
    }

    boolean matches(long flags) {
        return (flags & set) == set && (flags & clear) == 0;
    }
}
