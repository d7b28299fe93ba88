package org.facteur.mailstore.sieve.script;

import java.util.Arrays;
import java.util.Optional;

/** How {@code :value} and {@code :count} compare (RFC 5231 section 4). */
enum Relation {
    GT,
    GE,
    LT,
    LE,
    EQ,
    NE;

    static Optional<Relation> of(String name) {
        return Arrays.stream(values())
                .filter(relation -> relation.name().equalsIgnoreCase(name))
                .findFirst();
    }

    boolean holds(int comparison) {
        return switch (this) {
            case GT -> comparison > 0;
            case GE -> comparison >= 0;
            case LT -> comparison < 0;
            case LE -> comparison <= 0;
            case EQ -> comparison == 0;
            case NE -> comparison != 0;
        };
    }
}
