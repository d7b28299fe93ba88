package org.facteur.smtp.command;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code xtext = *( xchar / hexchar )}, text in which {@code +} and two upper-case hexadecimal digits are an octet (RFC 3461 section 4). */
final class Xtext {

    private static final String HEX = "0123456789ABCDEF";

    /** {@code EmbeddedUnicodeChar}, or one character that stands for itself. */
    private static final Pattern UNICODE =
            Pattern.compile("\\\\x\\{(10[0-9A-F]{4}|[1-9A-F][0-9A-F]{0,4}|0)\\}|[!-*,-<>-\\[\\]-~]|[^\\x00-\\x7f]");

    private Xtext() {}

    /**
     * An address in which a backslash, {@code x} and hexadecimal digits in braces are a character ({@code EmbeddedUnicodeChar}
     * of RFC 6533 section 3), and so are the characters beyond US-ASCII where the connection may hold them; null if it is none.
     */
    static @Nullable String decodeUtf8Address(String encoded) {
        StringBuilder text = new StringBuilder(encoded.length());
        Matcher next = UNICODE.matcher(encoded);
        while (next.lookingAt()) {
            String point = next.group(1);
            int c = point == null ? next.group().codePointAt(0) : Integer.parseInt(point, 16);
            if (!Character.isDefined(c) || Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff)) {
                return null;
            }
            text.appendCodePoint(c);
            next.region(next.end(), encoded.length());
        }
        return next.regionStart() == encoded.length() ? text.toString() : null;
    }

    /** What is meant where each character of a decoded text is an octet of UTF-8; null if it is none, or holds control characters. */
    static @Nullable String utf8(String octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
            return text.codePoints().allMatch(c -> Character.isDefined(c) && !Character.isISOControl(c)) ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The text that is meant; null if it is no xtext. */
    static @Nullable String decode(String xtext) {
        StringBuilder text = new StringBuilder(xtext.length());
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c == '+') {
                int high = i + 2 < xtext.length() ? HEX.indexOf(xtext.charAt(i + 1)) : -1;
                int low = high < 0 ? -1 : HEX.indexOf(xtext.charAt(i + 2));
                if (low < 0) {
                    return null;
                }
                c = (char) (16 * high + low);
                i += 2;
            } else if (c <= ' ' || c > '~' || c == '=') {
                return null;
            }
            text.append(c);
        }
        return text.toString();
    }
}
