package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.MessagePiece;
import org.facteur.api.content.MessageSource;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.mailstore.mime.MimeScanner;
import org.facteur.mailstore.mime.ScannedMessage;
import org.facteur.mailstore.text.MessageSummary;

/** Writes a message into the store and scans its MIME structure in the same pass, in memory that does not grow with it. */
@ApplicationScoped
public class ContentWriter {

    /** A message of at most so many octets is one row. */
    static final int MAX_IN_ONE_ROW = FetchedMessage.MAX_CONTENT;

    private static final int MAX_HEAD = FetchedMessage.MAX_HEADER;

    private static final byte[] NO_PREFIX = {};

    @Inject
    private ContentRepository contents;

    @Inject
    private ContentService stored;

    /**
     * Writes a message that is put together, within the transaction of the caller.
     *
     * @throws MailStoreException {@code UNAVAILABLE} if a piece cannot be read
     */
    WrittenContent write(List<MessagePiece> pieces) throws MailStoreException {
        boolean isWhole = pieces.size() == 1 && pieces.get(0) instanceof MessagePiece.Sent;
        return write(
                NO_PREFIX, isWhole ? ((MessagePiece.Sent) pieces.get(0)).source() : new JoinedPieces(pieces, stored));
    }

    /**
     * Writes a message within the transaction of the caller.
     *
     * @param prefix octets that come before those of the source
     * @throws MailStoreException {@code UNAVAILABLE} if the source cannot be read
     */
    public WrittenContent write(byte[] prefix, MessageSource source) throws MailStoreException {
        StoredContent content = contents.begin();
        MimeScanner scanner = new MimeScanner();
        try (InputStream octets = new SequenceInputStream(new ByteArrayInputStream(prefix), source.open())) {
            byte[] start = octets.readNBytes(MAX_HEAD);
            scanner.feed(start, 0, start.length);
            boolean isSmall = start.length <= MAX_IN_ONE_ROW;
            byte[] head = isSmall ? start : Arrays.copyOf(start, headerEnd(start));
            int chunks = isSmall ? 0 : writeChunks(content, scanner, start, head.length, octets);
            ScannedMessage scanned = scanner.finish();
            MessageSummary summary = MessageSummary.of(scanned);
            content.describe(head, scanned, summary);
            return new WrittenContent(
                    content.id(), scanned.size(), summary.sentDate(), chunks, summary.messageId(), scanned.structure());
        } catch (IOException e) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The message cannot be read", e);
        }
    }

    /** Takes back what the transaction of the caller has written, and nobody wants. */
    public void discard(WrittenContent content) {
        contents.drop(content.id());
    }

    private int writeChunks(StoredContent content, MimeScanner scanner, byte[] start, int from, InputStream octets)
            throws IOException {
        byte[] chunk = new byte[ContentRepository.CHUNK_SIZE];
        int filled = start.length - from;
        System.arraycopy(start, from, chunk, 0, filled);
        int number = 0;
        while (true) {
            int read = octets.readNBytes(chunk, filled, chunk.length - filled);
            scanner.feed(chunk, filled, read);
            filled += read;
            if (filled == 0) {
                return number;
            }
            boolean isFull = filled == chunk.length;
            contents.addChunk(content.id(), number++, isFull ? chunk : Arrays.copyOf(chunk, filled));
            if (!isFull) {
                return number;
            }
            filled = 0;
        }
    }

    /** The octet after the empty line that ends the header, or the length if there is none. */
    private static int headerEnd(byte[] octets) {
        if (octets.length >= 2 && octets[0] == '\r' && octets[1] == '\n') {
            return 2;
        }
        for (int i = 3; i < octets.length; i++) {
            if (octets[i] == '\n' && octets[i - 1] == '\r' && octets[i - 2] == '\n' && octets[i - 3] == '\r') {
                return i + 1;
            }
        }
        return octets.length;
    }
}
