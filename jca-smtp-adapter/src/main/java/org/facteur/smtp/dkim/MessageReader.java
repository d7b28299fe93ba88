package org.facteur.smtp.dkim;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads a message, in any pieces: its header is held, up to a limit, of its body only the hashes that somebody wants who knows the header.
 * Not thread-safe.
 */
public final class MessageReader {

    /** Octets of the largest header that is looked at. */
    public static final int MAX_HEADER = 256 << 10;

    /** Says which hashes of a body are wanted. */
    @FunctionalInterface
    public interface Wishes {

        /** @param header from top to bottom */
        Collection<BodyHash> of(List<HeaderField> header);
    }

    private final Wishes wishes;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private Optional<Header> fields = Optional.empty();
    private Collection<BodyHash> hashes = List.of();
    private boolean isInBody;
    private boolean isTooLarge;

    /** Octets of the current line of the header, without its end. */
    private int line;

    private boolean hasCr;

    public MessageReader(Wishes wishes) {
        this.wishes = wishes;
    }

    /** Takes the next octets. */
    public void accept(byte[] octets, int length) {
        int from = 0;
        while (!isInBody && from < length) {
            from = acceptLine(octets, from, length);
        }
        if (from < length) {
            for (BodyHash hash : hashes) {
                hash.accept(octets, from, length);
            }
        }
    }

    /** Takes what there is of a line of the header. */
    private int acceptLine(byte[] octets, int from, int length) {
        int end = from;
        boolean isWhole = false;
        while (end < length && !isWhole) {
            byte octet = octets[end++];
            isWhole = hasCr && octet == '\n';
            hasCr = octet == '\r';
        }
        line += end - from;
        isTooLarge |= header.size() + end - from > MAX_HEADER;
        if (!isTooLarge) {
            header.write(octets, from, end - from);
        }
        if (isWhole) {
            if (line == 2) {
                beginBody(header.size() - 2);
            }
            line = 0;
        }
        return end;
    }

    private void beginBody(int headerLength) {
        isInBody = true;
        if (!isTooLarge) {
            fields = Header.of(Arrays.copyOf(header.toByteArray(), headerLength));
            wellFormed().ifPresent(known -> hashes = wishes.of(known));
        }
        header.reset();
    }

    /** Whether the rest of the message matters to anybody. */
    public boolean wantsMore() {
        return isInBody ? !hashes.isEmpty() : !isTooLarge;
    }

    /** There is no more. The header; empty if it is too large, or none. */
    public Optional<List<HeaderField>> end() {
        if (!isInBody) {
            if (line > 0) {
                header.write('\r');
                header.write('\n');
            }
            beginBody(header.size());
        }
        return wellFormed();
    }

    private Optional<List<HeaderField>> wellFormed() {
        return fields.filter(Header::isWellFormed).map(Header::fields);
    }

    /** What could be read of a header that has ended, even if some of its lines are no fields; empty if it is too large. */
    public Optional<List<HeaderField>> readable() {
        return fields.map(Header::fields);
    }
}
