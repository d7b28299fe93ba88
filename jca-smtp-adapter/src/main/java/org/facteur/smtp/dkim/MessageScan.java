package org.facteur.smtp.dkim;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a message, in any pieces, for what is signed of it: its header is held, up to a limit, of its body only the hash. Not thread-safe.
 */
public final class MessageScan {

    /** Octets of the largest header that is signed. */
    static final int MAX_HEADER = 256 << 10;

    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private final RelaxedBody body = new RelaxedBody();
    private boolean isInBody;
    private boolean isTooLarge;

    /** Octets of the current line of the header, without its end. */
    private int line;

    private boolean hasCr;

    /** Takes the next octets. */
    public void accept(byte[] octets) {
        int from = 0;
        while (!isInBody && from < octets.length) {
            from = acceptLine(octets, from);
        }
        if (!isTooLarge) {
            body.accept(octets, from, octets.length);
        }
    }

    /** Takes what there is of a line of the header. */
    private int acceptLine(byte[] octets, int from) {
        int end = from;
        boolean isWhole = false;
        while (end < octets.length && !isWhole) {
            byte octet = octets[end++];
            isWhole = hasCr && octet == '\n';
            hasCr = octet == '\r';
        }
        line += end - from;
        if (isWhole) {
            isInBody = line == 2;
            line = 0;
        }
        isTooLarge |= header.size() + end - from > MAX_HEADER;
        if (!isTooLarge) {
            header.write(octets, from, end - from);
        }
        return end;
    }

    /** Whether it can be signed; if not, no more of it need be read. */
    public boolean isSignable() {
        return !isTooLarge;
    }

    /** There is no more. Empty if the message is none that could be signed: it has not one From, or its header is no header. */
    public Optional<SignedParts> end() {
        if (isTooLarge) {
            return Optional.empty();
        }
        if (line > 0) {
            header.write('\r');
            header.write('\n');
        }
        byte[] octets = header.toByteArray();
        int length = isInBody ? octets.length - 2 : octets.length;
        return HeaderField.parse(Arrays.copyOf(octets, length))
                .flatMap(SignedFields::of)
                .map(fields -> new SignedParts(fields, body.hash()));
    }
}
