package org.facteur.smtp.dkim;

import java.security.MessageDigest;

/** The hash of the first octets of a body in a canonical form, and the count of all of them. */
final class BodyDigest {

    private static final int BUFFER = 8 << 10;

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] buffer = new byte[BUFFER];
    private final long limit;
    private int buffered;
    private long length;

    /** @param limit octets that count */
    BodyDigest(long limit) {
        this.limit = limit;
    }

    void put(byte octet) {
        if (length++ >= limit) {
            return;
        }
        if (buffered == buffer.length) {
            flush();
        }
        buffer[buffered++] = octet;
    }

    void put(byte[] octets, int from, int end) {
        int counted = (int) Math.min(end - from, Math.max(0, limit - length));
        length += end - from;
        if (counted > buffer.length - buffered) {
            flush();
        }
        if (counted > buffer.length) {
            digest.update(octets, from, counted);
        } else {
            System.arraycopy(octets, from, buffer, buffered, counted);
            buffered += counted;
        }
    }

    void lineEnd() {
        put((byte) '\r');
        put((byte) '\n');
    }

    private void flush() {
        digest.update(buffer, 0, buffered);
        buffered = 0;
    }

    /** All octets, those beyond the limit, too. */
    long length() {
        return length;
    }

    byte[] hash() {
        flush();
        return digest.digest();
    }
}
