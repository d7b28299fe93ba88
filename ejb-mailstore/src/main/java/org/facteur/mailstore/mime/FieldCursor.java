package org.facteur.mailstore.mime;

import org.jspecify.annotations.Nullable;

/**
 * Reads the lexical elements that structured header fields share (RFC 5322 section 3.2, RFC 2045 section 5.1) from an
 * unfolded value. Every method stops at the end of the value, so that broken fields end somewhere sensible.
 */
final class FieldCursor {

    private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

    private final String value;
    private int position;
    private @Nullable String comment;

    FieldCursor(String value) {
        this.value = value;
    }

    boolean atEnd() {
        return position == value.length();
    }

    /** The next character; NUL at the end, which no value holds. */
    char peek() {
        return atEnd() ? 0 : value.charAt(position);
    }

    void skip() {
        position++;
    }

    boolean accept(char expected) {
        if (peek() != expected) {
            return false;
        }
        position++;
        return true;
    }

    /** Skips up to that character, minding quoted strings and comments; false if the value ends before it. */
    boolean skipTo(char wanted) {
        while (!atEnd()) {
            cfws();
            if (peek() == wanted) {
                return true;
            }
            if (peek() == '"') {
                quotedString();
            } else if (!atEnd()) {
                position++;
            }
        }
        return false;
    }

    /** White space and comments; whether there was any. */
    boolean cfws() {
        int start = position;
        while (!atEnd()) {
            char next = peek();
            if (next == '(') {
                comment = comment();
            } else if (next == ' ' || next == '\t') {
                position++;
            } else {
                break;
            }
        }
        return position > start;
    }

    /** The text of the last comment that was skipped since the last call. */
    @Nullable
    String takeComment() {
        String taken = comment;
        comment = null;
        return taken;
    }

    private String comment() {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (!atEnd()) {
            char next = value.charAt(position++);
            if (next == '\\' && !atEnd()) {
                text.append(value.charAt(position++));
                continue;
            }
            if (next == '(' && depth++ == 0) {
                continue;
            }
            if (next == ')' && --depth == 0) {
                break;
            }
            text.append(next);
        }
        return text.toString().strip();
    }

    /** A quoted string without its quotes; one that does not end takes the rest of the value. */
    String quotedString() {
        position++;
        int start = position;
        while (!atEnd() && peek() != '"' && peek() != '\\') {
            position++;
        }
        if (peek() != '\\') {
            String plain = value.substring(start, position);
            accept('"');
            return plain;
        }
        StringBuilder text = new StringBuilder().append(value, start, position);
        while (!atEnd()) {
            char next = value.charAt(position++);
            if (next == '"') {
                break;
            }
            text.append(next == '\\' && !atEnd() ? value.charAt(position++) : next);
        }
        return text.toString();
    }

    /** A token of MIME; empty if there is none here. */
    String token() {
        int start = position;
        while (!atEnd() && isTokenCharacter(peek())) {
            position++;
        }
        return value.substring(start, position);
    }

    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c < 127 && TSPECIALS.indexOf(c) < 0;
    }

    /** Characters up to white space, a comment or one of these. */
    String until(String delimiters) {
        int start = position;
        while (!atEnd()) {
            char next = peek();
            if (next == ' ' || next == '\t' || next == '(' || delimiters.indexOf(next) >= 0) {
                break;
            }
            position++;
        }
        return value.substring(start, position);
    }

    static String lowerCase(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return lowerCaseFrom(ascii, i);
            }
        }
        return ascii;
    }

    private static String lowerCaseFrom(String ascii, int first) {
        char[] lower = ascii.toCharArray();
        for (int i = first; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (char) (lower[i] + ('a' - 'A'));
            }
        }
        return new String(lower);
    }
}
