package org.facteur.pop3.conversation;

import org.facteur.wire.session.WireOutput;

/**
 * Writes message octets as the lines of a multi-line reply: a full stop that begins a line is doubled, and the last line has its
 * line end and is followed by the full stop that ends the reply (RFC 1939 section 3). The octets come in pieces, cut
 * anywhere.
 */
final class DotStuffing {

    private static final byte[] STOP = {'.'};
    private static final byte[] END = {'.', '\r', '\n'};
    private static final byte[] LINE_END_AND_END = {'\r', '\n', '.', '\r', '\n'};

    private enum At {
        LINE_START,
        IN_LINE,
        AFTER_CR
    }

    private At at = At.LINE_START;

    /** @param octets must not be changed afterwards */
    void write(byte[] octets, int length, WireOutput out) {
        int unwritten = 0;
        for (int i = 0; i < length; i++) {
            byte octet = octets[i];
            if (octet == '.' && at == At.LINE_START) {
                out.write(octets, unwritten, i - unwritten);
                out.write(STOP);
                unwritten = i;
            }
            at = next(octet);
        }
        out.write(octets, unwritten, length - unwritten);
    }

    private At next(byte octet) {
        if (octet == '\r') {
            return At.AFTER_CR;
        }
        return octet == '\n' && at == At.AFTER_CR ? At.LINE_START : At.IN_LINE;
    }

    void end(WireOutput out) {
        out.write(at == At.LINE_START ? END : LINE_END_AND_END);
    }
}
