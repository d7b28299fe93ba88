package org.facteur.imap.framing;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.io.IOException;
import org.facteur.wire.spool.Spool;

/**
 * Takes the octets of a message as they arrive, and ends each line with CRLF: what users bring from elsewhere, as files or from
 * older servers, may have CR or LF alone (RFC 5322 section 2.3), which no message in the store has.
 */
final class MessageLines implements ByteProcessor {

    private final Spool spool;
    private boolean afterCr;
    private boolean nul;

    MessageLines(Spool spool) {
        this.spool = spool;
    }

    /**
     * Takes the next octets of the input and consumes them.
     *
     * @param last whether they are the last of the message
     * @return false at a NUL, which no literal may hold (RFC 3501 section 4.3.1); what follows is of no use then
     * @throws IOException when they cannot be kept
     */
    boolean take(ByteBuf input, int count, boolean last) throws IOException {
        int end = input.readerIndex() + count;
        int flaw = input.forEachByte(input.readerIndex(), count, this);
        if (flaw < 0) {
            spool.write(input, count);
        } else if (!nul) {
            ByteBuf mended = mended(input, flaw, end);
            try {
                spool.write(mended, mended.readableBytes());
            } finally {
                mended.release();
            }
        }
        if (last && afterCr) {
            spool.write(new byte[] {'\n'}, 0, 1);
        }
        return !nul;
    }

    /** The octets up to the end, each line whole; one write for all, since there may be as many flaws as octets. */
    private ByteBuf mended(ByteBuf input, int firstFlaw, int end) {
        ByteBuf mended = input.alloc().heapBuffer(2 * (end - input.readerIndex()));
        int flaw = firstFlaw;
        while (flaw >= 0 && !nul) {
            mended.writeBytes(input, flaw - input.readerIndex());
            // The octet itself is looked at again: an LF now follows its CR, anything else an LF.
            mended.writeByte(afterCr ? '\n' : '\r');
            afterCr = !afterCr;
            flaw = input.forEachByte(flaw, end - flaw, this);
        }
        return mended.writeBytes(input, end - input.readerIndex());
    }

    /** False at an octet that cannot follow the one before it. */
    @Override
    public boolean process(byte octet) {
        if (octet > '\r') {
            return !afterCr;
        }
        if (octet == 0) {
            nul = true;
            return false;
        }
        if (afterCr != (octet == '\n')) {
            return false;
        }
        afterCr = octet == '\r';
        return true;
    }
}
