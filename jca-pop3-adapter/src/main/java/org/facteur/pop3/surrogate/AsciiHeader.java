package org.facteur.pop3.surrogate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The beginning of a message with a header in US-ASCII that stands for one in UTF-8, for clients that have not said that they take
 * UTF-8 (RFC 6858): texts and names become encoded words, addresses that cannot be said in US-ASCII become one that is invalid, parameters and fields
 * that can be neither are left out. A field that is not UTF-8 stays as it is.
 */
public final class AsciiHeader {

    private static final Set<String> ADDRESSES = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "resent-from",
            "resent-sender",
            "resent-to",
            "resent-cc",
            "resent-bcc",
            "disposition-notification-to");

    private static final Set<String> PARAMETERS = Set.of("content-type", "content-disposition");
    private static final Set<String> TEXTS =
            Set.of("subject", "comments", "keywords", "content-description", "thread-topic");

    private AsciiHeader() {}

    /** Where the header of a message ends whose first octets these are, behind its empty line; empty if that is not among them. */
    public static OptionalInt end(byte[] octets) {
        int from = 0;
        for (int i = 0; i + 1 < octets.length; i++) {
            if (octets[i] == '\r' && octets[i + 1] == '\n') {
                if (i == from) {
                    return OptionalInt.of(i + 2);
                }
                from = i + 2;
            }
        }
        return OptionalInt.empty();
    }

    /** Whether a header is US-ASCII as it is. */
    public static boolean isAscii(byte[] octets, int end) {
        return Ascii.is(octets, 0, end);
    }

    /**
     * The octets with another header.
     *
     * @param octets the first of a message
     * @param end of its header
     */
    public static byte[] replace(byte[] octets, int end) {
        ByteArrayOutputStream surrogate = new ByteArrayOutputStream(octets.length + 1_024);
        int from = 0;
        while (from < end) {
            int next = nextField(octets, from, end);
            if (Ascii.is(octets, from, next)) {
                surrogate.write(octets, from, next - from);
            } else {
                surrogate.writeBytes(field(octets, from, next));
            }
            from = next;
        }
        surrogate.write(octets, end, octets.length - end);
        return surrogate.toByteArray();
    }

    /** Where the line begins that does not go on with this field. */
    private static int nextField(byte[] octets, int from, int end) {
        for (int i = from + 2; i < end; i++) {
            if (octets[i - 1] == '\n' && octets[i - 2] == '\r' && octets[i] != ' ' && octets[i] != '\t') {
                return i;
            }
        }
        return end;
    }

    private static byte[] field(byte[] octets, int from, int to) {
        String field;
        try {
            field = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            byte[] same = new byte[to - from];
            System.arraycopy(octets, from, same, 0, same.length);
            return same;
        }
        int colon = field.indexOf(':');
        String name = field.substring(0, Math.max(0, colon));
        if (name.isEmpty() || !Ascii.is(name)) {
            return new byte[0];
        }
        String value = inAscii(
                name, field.substring(colon + 1).replaceAll("[\r\n]+", "").strip());
        return value.isEmpty() ? new byte[0] : (name + ": " + value + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The value of a field; empty if it has none in US-ASCII. */
    private static String inAscii(String name, String value) {
        String kind = name.strip().toLowerCase(Locale.ROOT);
        int column = name.length() + 2;
        if (ADDRESSES.contains(kind)) {
            return AsciiAddresses.of(value, column);
        }
        if (PARAMETERS.contains(kind)) {
            StringJoiner kept = new StringJoiner(";\r\n ");
            Pieces.of(value, ';').stream().map(String::strip).filter(Ascii::is).forEach(kept::add);
            return kept.toString();
        }
        return TEXTS.contains(kind) || kind.startsWith("x-") ? EncodedWords.of(value, column) : "";
    }
}
