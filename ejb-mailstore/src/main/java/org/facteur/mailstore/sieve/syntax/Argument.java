package org.facteur.mailstore.sieve.syntax;

import java.util.List;

/** An argument of a command or a test (RFC 5228 section 2.6). */
public sealed interface Argument {

    /** @param name in lower case, without its colon */
    record Tag(String name) implements Argument {}

    /** A number with its quantifier, as one. */
    record Numeral(long value) implements Argument {}

    /**
     * One string, or a list of strings.
     *
     * @param list whether it stands in brackets
     */
    record Strings(List<String> values, boolean list) implements Argument {

        public Strings {
            values = List.copyOf(values);
        }
    }
}
