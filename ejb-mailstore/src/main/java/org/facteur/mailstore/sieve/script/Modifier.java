package org.facteur.mailstore.sieve.script;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What {@code set} does to a value (RFC 5229 section 4.1), the first to be applied first. */
enum Modifier {
    LOWER("lower", 40) {
        @Override
        String apply(String value) {
            return value.toLowerCase(Locale.ROOT);
        }
    },
    UPPER("upper", 40) {
        @Override
        String apply(String value) {
            return value.toUpperCase(Locale.ROOT);
        }
    },
    LOWER_FIRST("lowerfirst", 30) {
        @Override
        String apply(String value) {
            int first = firstLength(value);
            return value.substring(0, first).toLowerCase(Locale.ROOT) + value.substring(first);
        }
    },
    UPPER_FIRST("upperfirst", 30) {
        @Override
        String apply(String value) {
            int first = firstLength(value);
            return value.substring(0, first).toUpperCase(Locale.ROOT) + value.substring(first);
        }
    },
    QUOTE_WILDCARD("quotewildcard", 20) {
        @Override
        String apply(String value) {
            return value.replaceAll("[*?\\\\]", "\\\\$0");
        }
    },
    LENGTH("length", 10) {
        @Override
        String apply(String value) {
            return Integer.toString(value.codePointCount(0, value.length()));
        }
    };

    private final String tag;
    private final int precedence;

    Modifier(String tag, int precedence) {
        this.tag = tag;
        this.precedence = precedence;
    }

    static Optional<Modifier> of(String tag) {
        return Arrays.stream(values())
                .filter(modifier -> modifier.tag.equals(tag))
                .findFirst();
    }

    String tag() {
        return tag;
    }

    /** Two of one precedence cannot stand together. */
    int precedence() {
        return precedence;
    }

    abstract String apply(String value);

    private static int firstLength(String value) {
        return value.isEmpty() ? 0 : Character.charCount(value.codePointAt(0));
    }
}
