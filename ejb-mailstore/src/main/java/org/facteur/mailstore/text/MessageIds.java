package org.facteur.mailstore.text;

import java.util.ArrayList;
import java.util.List;

/** Reads message ids as threading compares them: what stands between the angle brackets, without quoting (RFC 5256 section 3). */
final class MessageIds {

    /** Within so many octets quotes are minded: beyond that nobody meant them. */
    private static final int MAX_QUOTED = 1000;

    /** Stands for a space in quotes: DEL, which no id holds. */
    private static final char SPACE_WITHIN = 0x7F;

    private MessageIds() {}

    /** Every {@code <id>} of a field; what stands between them is passed over. */
    static List<String> in(String field) {
        List<String> ids = new ArrayList<>();
        int from = field.indexOf('<');
        while (from >= 0) {
            int end = endOfId(field, from + 1);
            String id = normalised(field.substring(from + 1, end));
            if (!id.isEmpty()) {
                ids.add(id);
            }
            from = field.indexOf('<', end);
        }
        return ids;
    }

    private static int endOfId(String field, int from) {
        boolean quoted = false;
        int limit = Math.min(field.length(), from + MAX_QUOTED);
        for (int i = from; i < limit; i++) {
            char c = field.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        // A quote that nothing ends was none.
        int end = field.indexOf('>', from);
        return end < 0 ? field.length() : end;
    }

    private static String normalised(String id) {
        StringBuilder text = new StringBuilder(id.length());
        boolean quoted = false;
        for (int i = 0; i < id.length() && text.length() < MessageSummary.MAX_MESSAGE_ID; i++) {
            char c = id.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && i + 1 < id.length()) {
                text.append(visible(id.charAt(++i)));
            } else if (quoted || c > ' ') {
                text.append(visible(c));
            }
        }
        return text.toString();
    }

    /** A list of ids is kept with spaces between them. */
    private static char visible(char c) {
        return c == ' ' || c == '\t' ? SPACE_WITHIN : c;
    }
}
