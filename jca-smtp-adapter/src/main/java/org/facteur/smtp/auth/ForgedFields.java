package org.facteur.smtp.auth;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds the fields Authentication-Results of a message that say that they are of this server, which no sender can know (RFC 8601 section 5), while
 * the message passes by. Of a field no more than its beginning is held.
 */
final class ForgedFields {

    /** Octets from one place to another. */
    record Range(long from, long end) {}

    private static final String NAME = ResultsField.NAME.toLowerCase(Locale.ROOT);

    /** Octets at the beginning of a field in which its name and that of the server stand; if they do not, it is taken for forged. */
    private static final int MAX_HELD = 2_000;

    /** Places that are told apart; if there are more, what stands between the last two is taken for one with them. */
    private static final int MAX_RANGES = 100;

    private final String server;
    private final List<Range> ranges = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private long at;
    private long begin;
    private int column;
    private boolean isInBody;

    ForgedFields(String server) {
        this.server = server.toLowerCase(Locale.ROOT);
    }

    /** Whether the rest of the message may still have such fields. */
    boolean isInHeader() {
        return !isInBody;
    }

    /** Takes the next octets. */
    void accept(byte[] octets, int length) {
        for (int i = 0; i < length && !isInBody; i++) {
            accept((char) (octets[i] & 0xff));
        }
    }

    private void accept(char c) {
        if (column == 0 && c != ' ' && c != '\t') {
            endField();
        }
        if (c == '\n') {
            isInBody = column == 0;
            column = 0;
        } else if (c != '\r') {
            column++;
        }
        if (field.length() < MAX_HELD) {
            field.append(c);
        }
        at++;
    }

    private void endField() {
        if (isForged(field.toString())) {
            add(new Range(begin, at));
        }
        field.setLength(0);
        begin = at;
    }

    private void add(Range range) {
        int last = ranges.size() - 1;
        if (last >= 0 && (ranges.get(last).end() == range.from() || ranges.size() == MAX_RANGES)) {
            ranges.set(last, new Range(ranges.get(last).from(), range.end()));
        } else {
            ranges.add(range);
        }
    }

    private boolean isForged(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        boolean isWhole = text.length() < MAX_HELD;
        return name.stripTrailing().equalsIgnoreCase(NAME)
                && (colon < 0 ? !isWhole : isServer(text.substring(colon + 1), isWhole));
    }

    /**
     * Whether this server stands before the results, without comments, quotes, spaces and the version of the form.
     *
     * @param isWhole whether there is no more of the value; if there is, what does not end could be anybody
     */
    private boolean isServer(String value, boolean isWhole) {
        boolean isEnded = isWhole;
        StringBuilder word = new StringBuilder();
        int depth = 0;
        boolean isQuoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
                if (depth == 0 && i < value.length()) {
                    word.append(value.charAt(i));
                }
            } else if (!isQuoted && c == '(') {
                depth++;
            } else if (!isQuoted && c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0 && c == '"') {
                isQuoted = !isQuoted;
            } else if (depth == 0 && !isQuoted && (c == ';' || (c <= ' ' && word.length() > 0))) {
                isEnded = true;
                break;
            } else if (depth == 0 && c > ' ') {
                word.append(c);
            }
        }
        String octets = word.toString();
        return !isEnded
                || new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .equals(server);
    }

    /** There is no more. The places of the fields, in their order. */
    List<Range> end() {
        if (!isInBody) {
            endField();
        }
        return ranges;
    }
}
