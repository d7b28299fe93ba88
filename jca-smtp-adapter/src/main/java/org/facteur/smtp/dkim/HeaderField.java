package org.facteur.smtp.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A field of a header.
 *
 * @param label what stands before the colon, as it was written
 * @param value the octets between the colon and the CRLF that ends the field
 */
public record HeaderField(String label, byte[] value) {

    /** The name in lower case. */
    public String name() {
        // RFC 5322 section 4.5.8: a field of old may have spaces before its colon.
        return label.stripTrailing().toLowerCase(Locale.ROOT);
    }

    /** The value, one character an octet. */
    public String text() {
        return new String(value, StandardCharsets.ISO_8859_1);
    }

    /**
     * The fields of a header, from top to bottom; empty if a line of it belongs to no field, or there are too many.
     *
     * @param header whole lines, each with its CRLF, without the empty one
     */
    static Optional<List<HeaderField>> parse(byte[] header) {
        return Header.of(header).filter(Header::isWellFormed).map(Header::fields);
    }

    /** Behind the CRLF that no space follows. */
    static int endOfField(byte[] header, int from) {
        for (int i = from + 1; i < header.length; i++) {
            boolean isLineEnd = header[i] == '\n' && header[i - 1] == '\r';
            if (isLineEnd && (i + 1 == header.length || !isSpace(header[i + 1]))) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("The last line of the header has no end");
    }

    /** Empty if the lines are no field. */
    static Optional<HeaderField> field(byte[] header, int from, int end) {
        int colon = from;
        while (colon < end && header[colon] != ':') {
            colon++;
        }
        if (colon == end) {
            return Optional.empty();
        }
        String label = new String(header, from, colon - from, StandardCharsets.ISO_8859_1);
        String bare = label.stripTrailing();
        if (bare.isEmpty() || !bare.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return Optional.empty();
        }
        byte[] value = new byte[end - colon - 1];
        System.arraycopy(header, colon + 1, value, 0, value.length);
        return Optional.of(new HeaderField(label, value));
    }

    /** The field in its simple form (RFC 6376 section 3.4.1), without CRLF at its end. */
    void writeSimple(ByteArrayOutputStream out) {
        out.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
        out.write(':');
        out.writeBytes(value);
    }

    /** The field in its relaxed form (RFC 6376 section 3.4.2), without CRLF at its end. */
    void writeRelaxed(ByteArrayOutputStream out) {
        out.writeBytes(name().getBytes(StandardCharsets.US_ASCII));
        out.write(':');
        int begin = out.size();
        boolean hasSpace = false;
        for (int i = 0; i < value.length; i++) {
            if (isFold(i)) {
                i++;
            } else if (isSpace(value[i])) {
                hasSpace = true;
            } else {
                if (hasSpace && out.size() > begin) {
                    out.write(' ');
                }
                hasSpace = false;
                out.write(value[i]);
            }
        }
    }

    private boolean isFold(int i) {
        return value[i] == '\r' && i + 1 < value.length && value[i + 1] == '\n';
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
