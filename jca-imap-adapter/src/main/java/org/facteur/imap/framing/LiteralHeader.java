package org.facteur.imap.framing;

import org.facteur.imap.ImapCharacter;
import org.jspecify.annotations.Nullable;

/**
 * The announcement of a literal at the end of a line: {@code {n}} (RFC 3501 section 4.3) or {@code {n+}} (RFC 7888), of one that
 * may hold any octet with a tilde before it (RFC 3516 section 5).
 *
 * @param start where its brace stands
 * @param size octets that follow; {@link Long#MAX_VALUE} for whatever is larger
 * @param waits whether the client waits for leave to send them
 * @param binary whether they may be any octets
 */
record LiteralHeader(int start, long size, boolean waits, boolean binary) {

    /** More digits than these are not read. */
    private static final int MAX_DIGITS = 18;

    /** The header with which the line from {@code lineStart} to {@code end} ends; null if there is none. */
    static @Nullable LiteralHeader endingAt(byte[] octets, int lineStart, int end) {
        int at = end - 1;
        if (at < lineStart || octets[at] != '}') {
            return null;
        }
        at--;
        boolean waits = at < lineStart || octets[at] != '+';
        if (!waits) {
            at--;
        }
        int lastDigit = at;
        while (at >= lineStart && ImapCharacter.isDigit(octets[at])) {
            at--;
        }
        if (at < lineStart || at == lastDigit || octets[at] != '{') {
            return null;
        }
        boolean binary = at > lineStart && octets[at - 1] == '~';
        return new LiteralHeader(at, number(octets, at + 1, lastDigit), waits, binary);
    }

    private static long number(byte[] octets, int first, int last) {
        int from = first;
        while (from < last && octets[from] == '0') {
            from++;
        }
        if (last - from >= MAX_DIGITS) {
            return Long.MAX_VALUE;
        }
        long number = 0;
        for (int i = from; i <= last; i++) {
            number = 10 * number + octets[i] - '0';
        }
        return number;
    }
}
