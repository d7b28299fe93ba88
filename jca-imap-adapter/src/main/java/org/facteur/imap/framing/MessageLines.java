package org.facteur.imap.framing;

import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the octets of a message as they arrive for what no message in the store holds: NUL, and a CR or LF that is not
 * part of a CRLF (RFC 5322 section 2.3).
 */
final class MessageCheck implements ByteProcessor {

    /** What is wrong, and which kind of answer it gets: a literal cannot hold NUL, but it can hold a bare CR or LF. */
    enum Flaw {
        NUL,
        BARE_LINE_END
    }

    private boolean afterCr;
    private @Nullable Flaw flaw;

    /** False at the first flaw. */
    @Override
    public boolean process(byte octet) {
        if (octet > '\r') {
            if (afterCr) {
                flaw = Flaw.BARE_LINE_END;
            }
        } else if (octet == 0) {
            flaw = Flaw.NUL;
        } else if (afterCr != (octet == '\n')) {
            flaw = Flaw.BARE_LINE_END;
        }
        afterCr = octet == '\r';
        return flaw == null;
    }

    /** What is wrong with the message up to here; when it is complete, a CR at its end as well. */
    @Nullable
    Flaw flaw(boolean complete) {
        return flaw == null && complete && afterCr ? Flaw.BARE_LINE_END : flaw;
    }
}
