package org.facteur.mailstore.text;

import java.io.IOException;
import java.io.InputStream;

/** Reads ranges of a stream one after the other, in ascending order, and skips what lies between them. */
final class OctetCursor {

    private final InputStream octets;
    private long position;

    /** @param position the offset of the first octet of the stream */
    OctetCursor(InputStream octets, long position) {
        this.octets = octets;
        this.position = position;
    }

    /** A range, to be read before the next one is asked for; it need not be read to its end, nor closed. */
    InputStream range(long from, long to) throws IOException {
        if (from > position) {
            octets.skipNBytes(from - position);
            position = from;
        }
        return new Range(to);
    }

    private final class Range extends InputStream {

        private final long end;

        Range(long end) {
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            int octet = position < end ? octets.read() : -1;
            position += octet < 0 ? 0 : 1;
            return octet;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int wanted = (int) Math.min(length, end - position);
            int count = wanted <= 0 ? -1 : octets.read(target, offset, wanted);
            position += Math.max(count, 0);
            return count;
        }
    }
}
