package org.facteur.smtp.dkim;

/**
 * The hash of a body in its simple form (RFC 6376 section 3.4.3): empty lines at the end do not count, and there is one line end at least. The
 * body may come in any pieces.
 */
final class SimpleBody extends BodyHash {

    /** Line ends that count only if something follows. */
    private long lineEnds;

    private boolean hasCr;

    SimpleBody(long limit) {
        super(limit);
    }

    @Override
    void accept(byte[] octets, int from, int end) {
        int at = from;
        while (at < end) {
            accept(octets[at++]);
            if (!hasCr && lineEnds == 0) {
                int run = at;
                while (at < end && octets[at] != '\r') {
                    at++;
                }
                digest().put(octets, run, at);
            }
        }
    }

    private void accept(byte octet) {
        if (hasCr) {
            hasCr = false;
            if (octet == '\n') {
                lineEnds++;
                return;
            }
            text((byte) '\r');
        }
        if (octet == '\r') {
            hasCr = true;
        } else {
            text(octet);
        }
    }

    private void text(byte octet) {
        for (; lineEnds > 0; lineEnds--) {
            digest().lineEnd();
        }
        digest().put(octet);
    }

    @Override
    void endBody() {
        if (hasCr) {
            text((byte) '\r');
        }
        digest().lineEnd();
    }
}
