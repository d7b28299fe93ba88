package org.facteur.mailstore.sieve.syntax;

/**
 * A word of a script (RFC 5228 section 8.1).
 *
 * @param text of an identifier or a tag in lower case, a tag without its colon; of a string what it says
 * @param value of a number
 * @param line where it begins, from 1
 */
record Token(Kind kind, String text, long value, int line) {

    enum Kind {
        IDENTIFIER,
        TAG,
        NUMBER,
        STRING,
        /** One of {@code ( ) [ ] { } , ;}, which is its text. */
        MARK,
        END
    }

    boolean is(char mark) {
        return kind == Kind.MARK && text.charAt(0) == mark;
    }
}
