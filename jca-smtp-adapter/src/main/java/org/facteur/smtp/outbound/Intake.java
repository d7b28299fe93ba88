package org.facteur.smtp.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.facteur.api.outbound.OutboundException;
import org.facteur.api.smtp.BodyType;
import org.facteur.smtp.message.HopCounter;
import org.facteur.smtp.message.SubmissionHeader;
import org.facteur.wire.spool.Spool;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way from an application into the spool: each line gets its CRLF, the header what it lacks, and it is seen what octets
 * there are.
 */
final class Intake extends OutputStream {

    private static final int PIECE = 8192;

    private final OutboundSettings settings;
    private final Spool spool;
    private final SubmissionHeader header;
    private final HopCounter hopCounter = new HopCounter();
    private final byte[] out = new byte[2 * PIECE];
    private int filled;
    private long size;
    private boolean afterCr;
    private boolean inHeader = true;
    private int column;
    private boolean isEightBit;
    private boolean hasEightBitHeader;
    private @Nullable OutboundException refusal;
    private @Nullable IOException failure;

    Intake(OutboundSettings settings, Spool spool, SubmissionHeader header) {
        this.settings = settings;
        this.spool = spool;
        this.header = header;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, octets.length);
        for (int i = offset; i < offset + length; i++) {
            accept(octets[i]);
        }
    }

    private void accept(byte octet) throws IOException {
        if (octet == '\n' && afterCr) {
            // The line has ended with its CR.
            afterCr = false;
            return;
        }
        afterCr = octet == '\r';
        if (octet == '\r' || octet == '\n') {
            endLine();
            return;
        }
        if (octet == 0) {
            throw refuse("5.6.0", "The message contains NUL");
        }
        if (octet < 0) {
            isEightBit = true;
            hasEightBitHeader |= inHeader;
        }
        column++;
        put(octet);
    }

    private void endLine() throws IOException {
        inHeader &= column > 0;
        column = 0;
        put((byte) '\r');
        put((byte) '\n');
    }

    private void put(byte octet) throws IOException {
        out[filled++] = octet;
        if (++size > settings.messageSize()) {
            throw refuse("5.3.4", "The message has more than " + settings.messageSize() + " octets");
        }
        if (filled >= PIECE) {
            pass();
        }
    }

    private void pass() throws IOException {
        hopCounter.accept(out, filled);
        if (hopCounter.hops() > settings.hops()) {
            throw refuse("5.4.6", "The message has more than " + settings.hops() + " Received fields");
        }
        header.accept(out, filled, this::spool);
        filled = 0;
        requireSpool();
    }

    private void spool(byte[] octets, int length) {
        if (failure != null) {
            return;
        }
        try {
            spool.write(octets, 0, length);
        } catch (IOException e) {
            failure = e;
        }
    }

    private void requireSpool() throws IOException {
        if (failure != null) {
            throw refuse("4.3.1", "There is no room for the message now");
        }
        if (spool.size() > settings.octets()) {
            throw refuse("5.3.4", "The messages of one transaction have more than " + settings.octets() + " octets");
        }
    }

    /** There is no more: the last line ends. */
    void end() throws IOException {
        if (column > 0) {
            endLine();
        }
        pass();
        header.end(this::spool);
        requireSpool();
    }

    BodyType body() {
        return isEightBit ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT;
    }

    /** Whether the header holds UTF-8, which not every server takes. */
    boolean hasEightBitHeader() {
        return hasEightBitHeader;
    }

    /** Why the message is not taken, whatever its writer has made of it. */
    @Nullable
    OutboundException refusal() {
        return refusal;
    }

    private IOException refuse(String status, String sentence) {
        OutboundException thrown = refusal != null ? refusal : new OutboundException(status, sentence);
        refusal = thrown;
        return new IOException(sentence, thrown);
    }
}
