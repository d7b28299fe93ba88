package org.facteur.mailstore.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.MessagePiece;
import org.facteur.api.content.MessageSource;
import org.jspecify.annotations.Nullable;

/**
 * A message that is put together of octets from its client and octets that are in the store, which are read range by range: memory
 * does not grow with it.
 */
public final class JoinedPieces implements MessageSource {

    /** Octets that are read at once. */
    private static final int RANGE = ContentRepository.CHUNK_SIZE;

    private final List<MessagePiece> pieces;
    private final ContentService contents;

    public JoinedPieces(List<MessagePiece> pieces, ContentService contents) {
        this.pieces = pieces;
        this.contents = contents;
    }

    @Override
    public long size() {
        return pieces.stream().mapToLong(MessagePiece::size).sum();
    }

    @Override
    public InputStream open() {
        return new Octets();
    }

    /** Comes to each piece when the one before it has been read. */
    private final class Octets extends InputStream {

        private final Iterator<MessagePiece> rest = pieces.iterator();
        private InputStream current = InputStream.nullInputStream();
        private MessagePiece.@Nullable Stored stored;
        /** How much of the stored piece has been read. */
        private long taken;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count;
            do {
                count = current.read(target, offset, length);
            } while (count < 0 && advance());
            return count;
        }

        /** Goes on to the next octets, if there are any. */
        private boolean advance() throws IOException {
            if (stored != null && taken < stored.size()) {
                current = new ByteArrayInputStream(nextRange(stored));
                return true;
            }
            if (!rest.hasNext()) {
                return false;
            }
            current.close();
            MessagePiece next = rest.next();
            taken = 0;
            if (next instanceof MessagePiece.Sent sent) {
                stored = null;
                current = sent.source().open();
            } else {
                stored = (MessagePiece.Stored) next;
                current = InputStream.nullInputStream();
            }
            return true;
        }

        private byte[] nextRange(MessagePiece.Stored piece) throws IOException {
            int wanted = (int) Math.min(RANGE, piece.size() - taken);
            byte[] octets;
            try {
                ContentRange range = new ContentRange(piece.content(), piece.offset() + taken, wanted);
                octets = contents.read(List.of(range)).get(0);
            } catch (MailStoreException e) {
                throw new IOException(e.getMessage(), e);
            }
            if (octets.length < wanted) {
                throw new IOException("The message is shorter than it was");
            }
            taken += wanted;
            return octets;
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
