package org.facteur.mailstore.queue;

import java.nio.charset.StandardCharsets;

/** Text in lines of at most 76 printable characters of ASCII (RFC 2045 section 6.7). */
public final class QuotedPrintable {

    /** So that {@code =XX=} still fits. */
    private static final int LONGEST = 72;

    private QuotedPrintable() {}

    /** @param text with LF between its lines */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            int length = 0;
            byte[] octets = line.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < octets.length; i++) {
                if (length >= LONGEST) {
                    encoded.append("=\r\n");
                    length = 0;
                }
                int octet = octets[i] & 0xff;
                boolean isLastSpace = octet == ' ' && i == octets.length - 1;
                if (octet >= ' ' && octet <= '~' && octet != '=' && !isLastSpace) {
                    encoded.append((char) octet);
                    length++;
                } else {
                    encoded.append(String.format("=%02X", octet));
                    length += 3;
                }
            }
            encoded.append("\r\n");
        }
        return encoded.toString();
    }
}
