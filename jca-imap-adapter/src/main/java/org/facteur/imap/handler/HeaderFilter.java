package org.facteur.imap.handler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.facteur.imap.command.Section.Specifier.HeaderFields;

/**
 * Picks fields out of a header block, run by run, so that a block of any length passes through it
 * ({@code HEADER.FIELDS} and {@code HEADER.FIELDS.NOT}, RFC 3501 section 6.4.5). Folded lines stay with their field, and the
 * empty line at the end stays in every case.
 */
final class HeaderFilter implements OctetFilter {

    private enum State {
        LINE_START,
        NAME,
        REST_OF_LINE
    }

    /** Blanks may stand between a name and its colon; a line with more of them, and none, has no name. */
    private static final int BLANKS = 80;

    private final boolean except;
    private final byte[][] fields;
    private final int longestName;
    /** A bit for each octet that a name may begin with, in lower case. */
    private final long[] initials;
    /** The line so far, if the octets before ended before it was decided whether it is picked. */
    private final ByteArrayOutputStream undecided = new ByteArrayOutputStream(0);

    private State state = State.LINE_START;
    private boolean picked;

    HeaderFilter(HeaderFields wanted) {
        this.except = wanted.except();
        this.fields = new byte[wanted.fields().size()][];
        int longest = 0;
        long[] initials = new long[4];
        for (int i = 0; i < fields.length; i++) {
            byte[] field = wanted.fields().get(i).getBytes(StandardCharsets.ISO_8859_1);
            fields[i] = field;
            longest = Math.max(longest, field.length);
            if (field.length == 0) {
                Arrays.fill(initials, -1L); // a line without a name has it, however it begins
            } else {
                int initial = lower(field[0]) & 0xff;
                initials[initial >> 6] |= 1L << initial;
            }
        }
        this.initials = initials;
        this.longestName = longest + BLANKS;
    }

    /** Whether a name that is wanted may begin with an octet. */
    private boolean isInitial(byte octet) {
        int initial = lower(octet) & 0xff;
        return (initials[initial >> 6] & 1L << initial) != 0;
    }

    @Override
    public byte[] next(byte[] octets, boolean last) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(octets.length, 1024));
        int at = 0;
        while (at < octets.length) {
            at = switch (state) {
                case LINE_START -> lineStart(octets, at);
                case NAME -> name(octets, at, out);
                case REST_OF_LINE -> restOfLine(octets, at, out);
            };
        }
        return out.toByteArray();
    }

    private int lineStart(byte[] octets, int at) {
        byte first = octets[at];
        boolean isEmptyLine = first == '\r';
        picked |= isEmptyLine;
        boolean isFolded = first == ' ' || first == '\t';
        if (isEmptyLine || isFolded) {
            state = State.REST_OF_LINE;
        } else if (isInitial(first)) {
            state = State.NAME;
        } else {
            picked = except;
            state = State.REST_OF_LINE;
        }
        return at;
    }

    /** Goes on to where the name ends and it is decided whether the line is picked. */
    private int name(byte[] octets, int from, ByteArrayOutputStream out) {
        int limit = Math.min(octets.length, from + longestName + 1 - undecided.size());
        int at = from;
        while (at < limit && octets[at] != ':' && octets[at] != '\n') {
            at++;
        }
        boolean isTooLong = at == limit && limit < octets.length;
        if (at == octets.length) {
            undecided.write(octets, from, at - from);
            return at;
        }
        boolean isNamed = !isTooLong && octets[at] == ':';
        if (undecided.size() > 0) {
            undecided.write(octets, from, at - from);
            byte[] line = undecided.toByteArray();
            undecided.reset();
            picked = isPicked(line, 0, isNamed ? line.length : 0);
            keep(line, 0, line.length, out);
        } else {
            picked = isPicked(octets, from, isNamed ? at : from);
            keep(octets, from, at, out);
        }
        state = State.REST_OF_LINE;
        return at;
    }

    private int restOfLine(byte[] octets, int from, ByteArrayOutputStream out) {
        int at = from;
        while (at < octets.length && octets[at] != '\n') {
            at++;
        }
        if (at < octets.length) {
            state = State.LINE_START;
            at++;
        }
        keep(octets, from, at, out);
        return at;
    }

    private void keep(byte[] octets, int from, int to, ByteArrayOutputStream out) {
        if (picked) {
            out.write(octets, from, to - from);
        }
    }

    private boolean isPicked(byte[] line, int from, int to) {
        int end = to;
        while (end > from && line[end - 1] >= 0 && line[end - 1] <= ' ') {
            end--;
        }
        for (byte[] field : fields) {
            if (field.length == end - from && isSame(field, line, from)) {
                return !except;
            }
        }
        return except;
    }

    /** In any case, of the letters of US-ASCII. */
    private static boolean isSame(byte[] field, byte[] line, int from) {
        for (int i = 0; i < field.length; i++) {
            byte octet = line[from + i];
            if (octet != field[i] && (lower(octet) != lower(field[i]))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }
}
