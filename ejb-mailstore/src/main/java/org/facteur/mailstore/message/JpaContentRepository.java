package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facteur.api.content.ContentId;
import org.facteur.mailstore.persistence.Rows;

/** The octets of all messages in the database. */
@ApplicationScoped
public class JpaContentRepository implements ContentRepository {

    private static final String HEAD = "SELECT %d, SUBSTRING(head FROM ? FOR ?) FROM content WHERE id = ?";
    private static final String CHUNK =
            "SELECT %d, SUBSTRING(data FROM ? FOR ?) FROM content_chunk WHERE content_id = ? AND n = ?";

    @PersistenceContext
    private EntityManager entityManager;

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
    public Map<ContentId, ContentLayout> layouts(Collection<ContentId> contents) {
        Map<ContentId, ContentLayout> layouts = new HashMap<>();
        List<Object[]> rows = entityManager
                .createQuery("SELECT c.id, c.size, c.headSize FROM StoredContent c WHERE c.id IN :ids", Object[].class)
                .setParameter("ids", contents.stream().map(ContentId::value).toList())
                .getResultList();
        for (Object[] row : rows) {
            layouts.put(new ContentId(Rows.number(row[0])), new ContentLayout(Rows.number(row[1]), (int)
                    Rows.number(row[2])));
        }
        return layouts;
    }

    @Override
    public Map<ContentPiece, byte[]> read(List<ContentPiece> pieces) {
        // Each piece is found by its primary key; an OR over pieces would not be on every database.
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            sql.append(i == 0 ? "" : " UNION ALL ");
            sql.append((pieces.get(i).chunk() == ContentPiece.HEAD ? HEAD : CHUNK).formatted(i));
        }
        Query query = entityManager.createNativeQuery(sql.toString());
        int parameter = 1;
        for (ContentPiece piece : pieces) {
            query.setParameter(parameter++, piece.offset() + 1);
            query.setParameter(parameter++, piece.length());
            query.setParameter(parameter++, piece.content().value());
            if (piece.chunk() != ContentPiece.HEAD) {
                query.setParameter(parameter++, piece.chunk());
            }
        }
        Map<ContentPiece, byte[]> octets = new HashMap<>();
        for (Object[] row : Rows.of(query)) {
            octets.put(pieces.get((int) Rows.number(row[0])), Rows.octets(row[1]));
        }
        return octets;
    }
}
