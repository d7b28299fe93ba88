package org.facteur.sieve.framing;

import org.jspecify.annotations.Nullable;

/**
 * What announces a literal at the end of a line (RFC 5804 section 4).
 *
 * @param size octets of the literal
 * @param comesAtOnce whether it has its plus sign
 */
record LiteralHeader(long size, boolean comesAtOnce) {

    /** A number of RFC 5804 has 32 bits; longer ones are as good as the largest. */
    private static final long MAX_SIZE = 0xFFFFFFFFL;

    /** The header that ends the line; null if there is none. */
    static @Nullable LiteralHeader endingAt(byte[] octets, int from, int end) {
        int i = end - 1;
        if (i < from || octets[i] != '}') {
            return null;
        }
        i--;
        boolean plus = i >= from && octets[i] == '+';
        i -= plus ? 1 : 0;
        int lastDigit = i;
        while (i >= from && octets[i] >= '0' && octets[i] <= '9') {
            i--;
        }
        if (i == lastDigit || i < from || octets[i] != '{') {
            return null;
        }
        long size = 0;
        for (int digit = i + 1; digit <= lastDigit && size <= MAX_SIZE; digit++) {
            size = 10 * size + octets[digit] - '0';
        }
        return new LiteralHeader(size, plus);
    }
}
