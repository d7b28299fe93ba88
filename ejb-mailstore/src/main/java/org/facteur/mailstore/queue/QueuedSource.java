package org.facteur.mailstore.queue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.MessageSource;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.mailstore.message.ContentService;

/** What is sent of a message in the queue, read in pieces: no more than one of them is in memory. */
final class QueuedSource implements MessageSource {

    private static final int PIECE = 256 << 10;

    private final ContentService contents;
    private final QueuedMessage message;

    QueuedSource(ContentService contents, QueuedMessage message) {
        this.contents = contents;
        this.message = message;
    }

    @Override
    public long size() {
        return message.size();
    }

    @Override
    public InputStream open() {
        return new Pieces();
    }

    private final class Pieces extends InputStream {

        private byte[] piece = {};
        private int next;
        private long read;

        @Override
        public int read() throws IOException {
            byte[] octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, octets.length);
            if (length == 0) {
                return 0;
            }
            if (next == piece.length && !fill()) {
                return -1;
            }
            int count = Math.min(length, piece.length - next);
            System.arraycopy(piece, next, octets, offset, count);
            next += count;
            return count;
        }

        private boolean fill() throws IOException {
            int length = (int) Math.min(PIECE, message.size() - read);
            if (length == 0) {
                return false;
            }
            try {
                piece = contents.read(List.of(new ContentRange(message.content(), message.offset() + read, length)))
                        .get(0);
            } catch (MailStoreException e) {
                throw new IOException(e.getMessage(), e);
            }
            if (piece.length != length) {
                throw new IOException("The content ends too soon");
            }
            read += length;
            next = 0;
            return true;
        }
    }
}
