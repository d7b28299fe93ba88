package org.facteur.mailstore.message;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.facteur.api.content.ContentId;

/** The octets of all messages. */
public interface ContentRepository {

    /** Octets in a chunk; the last of a content may have fewer. */
    int CHUNK_SIZE = 256 << 10;

    /** Begins a content: it has an id now, and is written at the end of the transaction. */
    StoredContent begin();

    /** Writes a chunk at once, so that it need not stay in memory. */
    void addChunk(ContentId content, int number, byte[] data);

    /** Takes back a content that this transaction has begun, with its chunks. */
    void drop(ContentId content);

    /** The first octets of some contents, in one round trip; a content that is gone is missing. */
    Map<ContentId, ContentHead> heads(Collection<ContentId> contents, int octets);

    /** Reads pieces in one round trip, in any order; a piece of content that is gone is missing. */
    Map<ContentPiece, byte[]> read(List<ContentPiece> pieces);
}
