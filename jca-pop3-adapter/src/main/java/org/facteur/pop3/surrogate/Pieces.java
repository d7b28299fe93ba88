package org.facteur.pop3.surrogate;

import java.util.ArrayList;
import java.util.List;

/** The value of a structured header field, cut where a character stands outside of quotes, comments and angle brackets (RFC 5322 section 3.2). */
final class Pieces {

    private Pieces() {}

    /** The pieces, without the characters between them. */
    static List<String> of(String value, char separator) {
        List<String> pieces = new ArrayList<>();
        boolean quoted = false;
        int depth = 0;
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '(' || c == '<')) {
                depth++;
            } else if (!quoted && (c == ')' || c == '>')) {
                depth = Math.max(0, depth - 1);
            } else if (!quoted && depth == 0 && c == separator) {
                pieces.add(value.substring(from, i));
                from = i + 1;
            }
        }
        pieces.add(value.substring(from));
        return pieces;
    }
}
