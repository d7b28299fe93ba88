package org.facteur.imap.name;

import java.util.Optional;

/**
 * Mailbox names as IMAP4rev1 writes them (RFC 3501 section 5.1.3): printable US-ASCII stands for itself, {@code &} is
 * {@code &-}, and everything else is UTF-16 in base64 between {@code &} and {@code -}, with {@code ,} for {@code /} and
 * without padding.
 *
 * <p>Each name has one spelling, and only that one is decoded; otherwise a mailbox had several names.
 */
public final class ModifiedUtf7 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    private static final byte[] VALUES = values();

    private ModifiedUtf7() {}

    /** The name in US-ASCII. Lone surrogates, which are no text, become U+FFFD. */
    public static String encode(String name) {
        StringBuilder ascii = new StringBuilder(name.length() + 8);
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (c == '&') {
                ascii.append("&-");
                at++;
            } else if (isPrintable(c)) {
                ascii.append(c);
                at++;
            } else {
                at = encodeRun(name, at, ascii);
            }
        }
        return ascii.toString();
    }

    /** The name that the octets spell (one {@code char} an octet); empty if they are not modified UTF-7. */
    public static Optional<String> decode(String ascii) {
        if (isPlain(ascii)) {
            return Optional.of(ascii);
        }
        StringBuilder name = new StringBuilder(ascii.length());
        int at = 0;
        boolean afterShift = false;
        while (at < ascii.length()) {
            char c = ascii.charAt(at);
            if (!isPrintable(c)) {
                return Optional.empty();
            }
            if (c != '&') {
                name.append(c);
                afterShift = false;
                at++;
                continue;
            }
            int end = ascii.indexOf('-', at);
            if (end < 0) {
                return Optional.empty();
            }
            if (end == at + 1) {
                name.append('&');
                afterShift = false;
            } else if (afterShift || !decodeRun(ascii, at + 1, end, name)) {
                return Optional.empty();
            } else {
                afterShift = true;
            }
            at = end + 1;
        }
        return Optional.of(name.toString());
    }

    private static int encodeRun(String name, int start, StringBuilder ascii) {
        ascii.append('&');
        int bits = 0;
        int pending = 0;
        int at = start;
        for (; at < name.length() && !isPrintable(name.charAt(at)); at++) {
            pending = pending << 16 | wellFormed(name, at);
            for (bits += 16; bits >= 6; bits -= 6) {
                ascii.append(ALPHABET.charAt(pending >>> (bits - 6) & 0x3f));
            }
        }
        if (bits > 0) {
            ascii.append(ALPHABET.charAt(pending << (6 - bits) & 0x3f));
        }
        ascii.append('-');
        return at;
    }

    /** Decodes base64 into UTF-16, and refuses what an encoder would have written otherwise. */
    private static boolean decodeRun(String ascii, int start, int end, StringBuilder name) {
        int first = name.length();
        int bits = 0;
        int pending = 0;
        for (int at = start; at < end; at++) {
            char c = ascii.charAt(at);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                return false;
            }
            pending = pending << 6 | value;
            bits += 6;
            if (bits >= 16) {
                bits -= 16;
                char unit = (char) (pending >>> bits);
                if (isPrintable(unit)) {
                    return false;
                }
                name.append(unit);
            }
        }
        boolean padded = bits < 6 && (pending & ((1 << bits) - 1)) == 0;
        return padded && name.length() > first && isWellFormed(name, first);
    }

    private static boolean isPlain(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (c == '&' || !isPrintable(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(char c) {
        return c >= 0x20 && c <= 0x7e;
    }

    private static char wellFormed(String text, int at) {
        char c = text.charAt(at);
        if (!Character.isSurrogate(c)) {
            return c;
        }
        boolean paired = Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        return paired ? c : '\ufffd';
    }

    private static boolean isWellFormed(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c) && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        java.util.Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }
}
