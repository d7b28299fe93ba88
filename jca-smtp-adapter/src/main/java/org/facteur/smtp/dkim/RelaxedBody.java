package org.facteur.smtp.dkim;

import java.security.MessageDigest;

/**
 * The hash of a body in its relaxed form (RFC 6376 section 3.4.4): spaces at the ends of lines are gone, those within a line are one, and
 * empty lines at the end do not count. The body may come in any pieces.
 */
final class RelaxedBody {

    private static final int BUFFER = 8 << 10;

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;

    /** Line ends that count only if something follows. */
    private long lineEnds;

    private boolean hasSpace;
    private boolean hasCr;
    private boolean isEmpty = true;

    void accept(byte[] octets, int from, int end) {
        int at = from;
        while (at < end) {
            accept(octets[at++]);
            if (!hasCr && !hasSpace && lineEnds == 0) {
                int run = at;
                while (at < end && isText(octets[at])) {
                    at++;
                }
                put(octets, run, at);
            }
        }
    }

    private static boolean isText(byte octet) {
        return octet != '\r' && octet != ' ' && octet != '\t';
    }

    private void accept(byte octet) {
        if (hasCr) {
            hasCr = false;
            if (octet == '\n') {
                hasSpace = false;
                lineEnds++;
                return;
            }
            text((byte) '\r');
        }
        switch (octet) {
            case '\r' -> hasCr = true;
            case ' ', '\t' -> hasSpace = true;
            default -> text(octet);
        }
    }

    private void text(byte octet) {
        for (; lineEnds > 0; lineEnds--) {
            lineEnd();
        }
        if (hasSpace) {
            hasSpace = false;
            put((byte) ' ');
        }
        isEmpty = false;
        put(octet);
    }

    private void lineEnd() {
        put((byte) '\r');
        put((byte) '\n');
    }

    private void put(byte octet) {
        if (buffered == buffer.length) {
            digest.update(buffer);
            buffered = 0;
        }
        buffer[buffered++] = octet;
    }

    /** Text within a line. */
    private void put(byte[] octets, int from, int end) {
        if (end - from > buffer.length - buffered) {
            digest.update(buffer, 0, buffered);
            buffered = 0;
        }
        if (end - from > buffer.length) {
            digest.update(octets, from, end - from);
        } else {
            System.arraycopy(octets, from, buffer, buffered, end - from);
            buffered += end - from;
        }
    }

    /** There is no more. */
    byte[] hash() {
        if (hasCr) {
            text((byte) '\r');
        }
        if (!isEmpty) {
            lineEnd();
        }
        digest.update(buffer, 0, buffered);
        return digest.digest();
    }
}
