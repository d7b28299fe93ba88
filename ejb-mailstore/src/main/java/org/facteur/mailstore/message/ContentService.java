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

/** Reads message octets by range. No database connection is held between two reads. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StoreBoundary.class)
public class ContentService {

    /** Rows that one statement reads. */
    private static final int MAX_PIECES = 64;

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
        Map<ContentId, ContentLayout> known =
                layouts.of(ranges.stream().map(ContentRange::content).toList());
        List<List<ContentPiece>> piecesOfRanges = new ArrayList<>(ranges.size());
        Set<ContentPiece> pieces = new LinkedHashSet<>();
        for (ContentRange range : ranges) {
            List<ContentPiece> piecesOfRange = pieces(range, layout(range.content(), known));
            piecesOfRanges.add(piecesOfRange);
            pieces.addAll(piecesOfRange);
        }
        Map<ContentPiece, byte[]> octets = readPieces(new ArrayList<>(pieces));
        List<byte[]> read = new ArrayList<>(ranges.size());
        for (List<ContentPiece> piecesOfRange : piecesOfRanges) {
            read.add(joined(piecesOfRange, octets));
        }
        return read;
    }

    private static ContentLayout layout(ContentId content, Map<ContentId, ContentLayout> known)
            throws MailStoreException {
        ContentLayout layout = known.get(content);
        if (layout == null) {
            throw gone();
        }
        return layout;
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

    private static byte[] joined(List<ContentPiece> pieces, Map<ContentPiece, byte[]> octets)
            throws MailStoreException {
        byte[] joined = new byte[pieces.stream().mapToInt(ContentPiece::length).sum()];
        int at = 0;
        for (ContentPiece piece : pieces) {
            byte[] data = octets.get(piece);
            if (data == null || data.length != piece.length()) {
                throw gone();
            }
            System.arraycopy(data, 0, joined, at, data.length);
            at += data.length;
        }
        return joined;
    }

    private static MailStoreException gone() {
        return new MailStoreException(Reason.UNAVAILABLE, "The message has been removed meanwhile");
    }
}
