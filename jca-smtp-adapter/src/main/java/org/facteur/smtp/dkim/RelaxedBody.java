package org.facteur.smtp.dkim;

/**
 * The hash of a body in its relaxed form (RFC 6376 section 3.4.4): spaces at the ends of lines are gone, those within a line are one, and
 * empty lines at the end do not count. The body may come in any pieces.
 */
final class RelaxedBody extends BodyHash {

    /** Line ends that count only if something follows. */
    private long lineEnds;

    private boolean hasSpace;
    private boolean hasCr;
    private boolean isEmpty = true;

    RelaxedBody() {
        this(WHOLE);
    }

    RelaxedBody(long limit) {
        super(limit);
    }

    @Override
    void accept(byte[] octets, int from, int end) {
        int at = from;
        while (at < end) {
            accept(octets[at++]);
            if (!hasCr && !hasSpace && lineEnds == 0) {
                int run = at;
                while (at < end && isText(octets[at])) {
                    at++;
                }
                digest().put(octets, run, at);
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
            digest().lineEnd();
        }
        if (hasSpace) {
            hasSpace = false;
            digest().put((byte) ' ');
        }
        isEmpty = false;
        digest().put(octet);
    }

    @Override
    void endBody() {
        if (hasCr) {
            text((byte) '\r');
        }
        if (!isEmpty) {
            digest().lineEnd();
        }
    }
}
