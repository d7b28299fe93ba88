package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facteur.api.content.ContentId;
import org.facteur.mailstore.persistence.JdbcRows;

/** The octets of all messages in the database. */
@ApplicationScoped
public class JpaContentRepository implements ContentRepository {

    private static final String HEADS =
            "SELECT id, size, head_size, SUBSTRING(head FROM 1 FOR ?) FROM content WHERE id IN (";

    private static final String HEAD = "SELECT %d, SUBSTRING(head FROM ? FOR ?) FROM content WHERE id = ?";
    private static final String CHUNK =
            "SELECT %d, SUBSTRING(data FROM ? FOR ?) FROM content_chunk WHERE content_id = ? AND n = ?";

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    private JdbcRows rows;

    @Override
    public StoredContent begin() {
        StoredContent content = new StoredContent();
        entityManager.persist(content);
        return content;
    }

    @Override
    public void addChunk(ContentId content, int number, byte[] data) {
        entityManager
                .createNativeQuery("INSERT INTO content_chunk (content_id, n, data) VALUES (?, ?, ?)")
                // The content itself is not complete yet.
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter(1, content.value())
                .setParameter(2, number)
                .setParameter(3, data)
                .executeUpdate();
    }

    @Override
    public void drop(ContentId content) {
        entityManager
                .createNativeQuery("DELETE FROM content_chunk WHERE content_id = ?")
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter(1, content.value())
                .executeUpdate();
        StoredContent begun = entityManager.find(StoredContent.class, content.value());
        if (begun != null) {
            entityManager.remove(begun);
        }
    }

    @Override
    public Map<ContentId, ContentHead> heads(Collection<ContentId> contents, int octets) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(octets);
        long last = 0;
        for (ContentId content : contents) {
            last = content.value();
            parameters.add(last);
        }
        // The last one again, up to a power of two: so there are few different statements.
        int count = contents.size();
        while (Integer.bitCount(count) != 1) {
            parameters.add(last);
            count++;
        }
        Map<ContentId, ContentHead> heads = new HashMap<>();
        rows.read(
                HEADS + "?" + ",?".repeat(count - 1) + ")",
                row -> heads.put(
                        new ContentId(row.getLong(1)),
                        new ContentHead(new ContentLayout(row.getLong(2), row.getInt(3)), row.getBytes(4))),
                parameters.toArray());
        return heads;
    }

    @Override
    public Map<ContentPiece, byte[]> read(List<ContentPiece> pieces) {
        // Each piece is found by its primary key; an OR over pieces would not be on every database.
        StringBuilder sql = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            ContentPiece piece = pieces.get(i);
            boolean isHead = piece.chunk() == ContentPiece.HEAD;
            sql.append(i == 0 ? "" : " UNION ALL ").append((isHead ? HEAD : CHUNK).formatted(i));
            parameters.add(piece.offset() + 1);
            parameters.add(piece.length());
            parameters.add(piece.content().value());
            if (!isHead) {
                parameters.add(piece.chunk());
            }
        }
        Map<ContentPiece, byte[]> octets = new HashMap<>();
        rows.read(sql.toString(), row -> octets.put(pieces.get(row.getInt(1)), row.getBytes(2)), parameters.toArray());
        return octets;
    }
}
