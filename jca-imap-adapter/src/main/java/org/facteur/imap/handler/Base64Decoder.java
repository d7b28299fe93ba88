package org.facteur.imap.handler;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Undoes base64 (RFC 2045 section 6.8): what is not of its alphabet is passed over, and padding begins a new group. */
final class Base64Decoder implements OctetFilter {

    private static final int NOTHING = -1;
    private static final int PADDING = -2;
    private static final byte[] VALUES = values();

    private int bits;
    private int digits;

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) NOTHING);
        byte[] alphabet =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < alphabet.length; i++) {
            values[alphabet[i]] = (byte) i;
        }
        values['='] = PADDING;
        return values;
    }

    @Override
    public byte[] next(byte[] octets, boolean last) {
        byte[] out = new byte[(octets.length + 3) / 4 * 3 + 3];
        int length = 0;
        for (byte octet : octets) {
            int value = VALUES[octet & 0xFF];
            if (value >= 0) {
                bits = (bits << 6) | value;
                if (++digits == 4) {
                    out[length++] = (byte) (bits >> 16);
                    out[length++] = (byte) (bits >> 8);
                    out[length++] = (byte) bits;
                    digits = 0;
                }
            } else if (value == PADDING) {
                length = endGroup(out, length);
            }
        }
        return Arrays.copyOf(out, last ? endGroup(out, length) : length);
    }

    /** A group of two digits is one octet, of three it is two. */
    private int endGroup(byte[] out, int from) {
        int length = from;
        int left = bits << (6 * (4 - digits));
        if (digits >= 2) {
            out[length++] = (byte) (left >> 16);
        }
        if (digits == 3) {
            out[length++] = (byte) (left >> 8);
        }
        digits = 0;
        return length;
    }
}
