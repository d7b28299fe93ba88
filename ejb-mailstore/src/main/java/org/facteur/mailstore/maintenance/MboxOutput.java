package org.facteur.mailstore.maintenance;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a message into an mbox file: LF alone ends its lines, and {@code From } at the beginning of one is quoted. */
final class MboxOutput extends OutputStream {

    private static final String FROM = "From ";

    private final OutputStream out;
    /** How much of {@code >*From } the line has been so far; -1 when it is another line. */
    private int matched;

    private int quotes;
    private boolean afterCr;

    MboxOutput(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 14);
    }

    @Override
    public void write(int octet) throws IOException {
        if (octet == '\r') {
            flushCr();
            afterCr = true;
            return;
        }
        if (octet == '\n') {
            afterCr = false;
            flushMatch();
            out.write('\n');
            matched = 0;
            return;
        }
        flushCr();
        text(octet);
    }

    private void text(int octet) throws IOException {
        if (matched < 0) {
            out.write(octet);
        } else if (matched == 0 && octet == '>') {
            quotes++;
        } else if (octet == FROM.charAt(matched)) {
            if (++matched == FROM.length()) {
                out.write('>');
                flushMatch();
            }
        } else {
            flushMatch();
            out.write(octet);
        }
    }

    /** A CR that no LF followed is an octet like others. */
    private void flushCr() throws IOException {
        if (afterCr) {
            afterCr = false;
            text('\r');
        }
    }

    private void flushMatch() throws IOException {
        for (; quotes > 0; quotes--) {
            out.write('>');
        }
        for (int i = 0; i < matched; i++) {
            out.write(FROM.charAt(i));
        }
        matched = -1;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
        }
    }

    /** Ends the last line and adds the empty one that separates messages. */
    void end() throws IOException {
        flushCr();
        boolean atLineStart = matched == 0 && quotes == 0;
        flushMatch();
        if (!atLineStart) {
            out.write('\n');
        }
        out.write('\n');
        out.flush();
    }
}
