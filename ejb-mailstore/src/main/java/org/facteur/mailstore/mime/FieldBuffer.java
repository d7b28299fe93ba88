package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the lines of one header field; what goes beyond {@link #MAX_FIELD} is dropped. */
final class FieldBuffer {

    /** Octets of the longest field, folding included: some thousand addresses. */
    static final int MAX_FIELD = 256 << 10;

    private byte[] octets = new byte[512];
    private int length;

    boolean isEmpty() {
        return length == 0;
    }

    void clear() {
        length = 0;
    }

    void append(byte[] source, int from, int to) {
        int count = Math.min(to - from, MAX_FIELD - length);
        if (length + count > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + count));
        }
        System.arraycopy(source, from, octets, length, count);
        length += count;
    }

    /** The name as written; null if this is no field, such as a line of text where a header was expected. */
    @Nullable
    String name() {
        int end = 0;
        while (end < length && octets[end] > ' ' && octets[end] < 127 && octets[end] != ':') {
            end++;
        }
        return end > 0 && colonAt(end) >= 0 ? new String(octets, 0, end, ISO_8859_1) : null;
    }

    /** The value, unfolded; only of a field that has a name. */
    String value() {
        int start = 0;
        while (octets[start] != ':') {
            start++;
        }
        return unfold(octets, start + 1, length);
    }

    /** White space before the colon is obsolete, but in use. */
    private int colonAt(int from) {
        int i = from;
        while (i < length && (octets[i] == ' ' || octets[i] == '\t')) {
            i++;
        }
        return i < length && octets[i] == ':' ? i : -1;
    }

    private static String unfold(byte[] source, int from, int to) {
        byte[] text = new byte[to - from];
        int length = 0;
        int end = 0;
        for (int i = from; i < to; i++) {
            byte octet = source[i];
            boolean space = octet == ' ' || octet == '\t';
            if (octet == '\r' || octet == '\n' || octet == 0 || (space && length == 0)) {
                continue;
            }
            text[length++] = octet;
            if (!space) {
                end = length;
            }
        }
        return new String(text, 0, end, ISO_8859_1);
    }
}
