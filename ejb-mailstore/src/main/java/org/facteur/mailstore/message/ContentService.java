package org.facteur.mailstore.message;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.ContentId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.mailstore.persistence.StoreBoundary;

/**
 * Reads message octets by range. No database connection is held between two reads.
 *
 * <p>Most messages are small and asked for as a whole: many of them are one statement, which also says how they are laid out.
 * What lies beyond their first octets is read in pieces of rows.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StoreBoundary.class)
public class ContentService {

    /** Octets of a head that are read with others: all of a message that is in one row. */
    private static final int FIRST_OCTETS = ContentWriter.MAX_IN_ONE_ROW;

    /** Heads that one statement reads: 1 MiB at most. */
    private static final int MAX_HEADS = 64;

    private static final byte[] NOTHING = {};

    /** Pieces that one statement reads. */
    private static final int MAX_PIECES = 32;

    @Inject
    private ContentRepository contents;

    @Inject
    private ContentLayouts layouts;

    /** As {@link ContentReader#read}. */
    public List<byte[]> read(List<ContentRange> ranges) throws MailStoreException {
        long wanted = ranges.stream().mapToLong(ContentRange::length).sum();
        if (wanted > ContentReader.MAX_READ) {
            throw new IllegalArgumentException(wanted + " octets in one read");
        }
        Map<ContentId, ContentHead> heads = heads(ranges);
        List<List<ContentPiece>> piecesOfRanges = new ArrayList<>(ranges.size());
        Set<ContentPiece> unread = new LinkedHashSet<>();
        for (ContentRange range : ranges) {
            ContentHead head = head(range.content(), heads);
            List<ContentPiece> pieces = pieces(range, head.layout());
            piecesOfRanges.add(pieces);
            pieces.stream().filter(piece -> !isIn(head, piece)).forEach(unread::add);
        }
        Map<ContentPiece, byte[]> octets = readPieces(new ArrayList<>(unread));
        List<byte[]> read = new ArrayList<>(ranges.size());
        for (List<ContentPiece> pieces : piecesOfRanges) {
            read.add(joined(pieces, heads, octets));
        }
        return read;
    }

    /** The first octets of the contents of which some are wanted, or whose layout nobody knows; of the others the layout. */
    private Map<ContentId, ContentHead> heads(List<ContentRange> ranges) {
        Map<ContentId, ContentHead> heads = new HashMap<>();
        Set<ContentId> unread = new LinkedHashSet<>();
        for (ContentRange range : ranges) {
            ContentLayout layout = layouts.find(range.content());
            if (layout == null || range.offset() < Math.min(layout.headSize(), FIRST_OCTETS)) {
                unread.add(range.content());
            } else {
                heads.put(range.content(), new ContentHead(layout, NOTHING));
            }
        }
        List<ContentId> batch = new ArrayList<>(unread);
        for (int i = 0; i < batch.size(); i += MAX_HEADS) {
            heads.putAll(contents.heads(batch.subList(i, Math.min(batch.size(), i + MAX_HEADS)), FIRST_OCTETS));
        }
        for (ContentId content : unread) {
            ContentHead head = heads.get(content);
            if (head != null && head.layout().size() > head.octets().length) {
                layouts.remember(content, head.layout());
            }
        }
        return heads;
    }

    private static ContentHead head(ContentId content, Map<ContentId, ContentHead> heads) throws MailStoreException {
        ContentHead head = heads.get(content);
        if (head == null) {
            throw gone();
        }
        return head;
    }

    private static boolean isIn(ContentHead head, ContentPiece piece) {
        return piece.chunk() == ContentPiece.HEAD && piece.offset() + piece.length() <= head.octets().length;
    }

    private static List<ContentPiece> pieces(ContentRange range, ContentLayout layout) {
        List<ContentPiece> pieces = new ArrayList<>();
        long offset = range.offset();
        long end = Math.min(layout.size(), offset + range.length());
        while (offset < end) {
            int chunk = ContentPiece.HEAD;
            long rowStart = 0;
            long rowEnd = layout.headSize();
            if (offset >= layout.headSize()) {
                chunk = Math.toIntExact((offset - layout.headSize()) / ContentRepository.CHUNK_SIZE);
                rowStart = layout.headSize() + (long) chunk * ContentRepository.CHUNK_SIZE;
                rowEnd = rowStart + ContentRepository.CHUNK_SIZE;
            }
            long pieceEnd = Math.min(end, rowEnd);
            pieces.add(new ContentPiece(range.content(), chunk, (int) (offset - rowStart), (int) (pieceEnd - offset)));
            offset = pieceEnd;
        }
        return pieces;
    }

    private Map<ContentPiece, byte[]> readPieces(List<ContentPiece> pieces) {
        Map<ContentPiece, byte[]> octets = new HashMap<>();
        for (int i = 0; i < pieces.size(); i += MAX_PIECES) {
            octets.putAll(contents.read(pieces.subList(i, Math.min(pieces.size(), i + MAX_PIECES))));
        }
        return octets;
    }

    private static byte[] joined(
            List<ContentPiece> pieces, Map<ContentId, ContentHead> heads, Map<ContentPiece, byte[]> octets)
            throws MailStoreException {
        byte[] joined = new byte[pieces.stream().mapToInt(ContentPiece::length).sum()];
        int at = 0;
        for (ContentPiece piece : pieces) {
            ContentHead head = head(piece.content(), heads);
            byte[] data = isIn(head, piece) ? head.octets() : octets.get(piece);
            int from = isIn(head, piece) ? piece.offset() : 0;
            if (data == null || data.length < from + piece.length()) {
                throw gone();
            }
            if (pieces.size() == 1 && data.length == joined.length) {
                return data;
            }
            System.arraycopy(data, from, joined, at, piece.length());
            at += piece.length();
        }
        return joined;
    }

    private static MailStoreException gone() {
        return new MailStoreException(Reason.UNAVAILABLE, "The message has been removed meanwhile");
    }
}
