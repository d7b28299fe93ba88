package org.facteur.mailstore.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import org.facteur.api.outbound.BranchId;

/** Undecided transactions in the database. */
@ApplicationScoped
public class JpaBranchRepository implements BranchRepository {

    private static final String MESSAGES = "(SELECT b.message_id FROM queue_branch b WHERE b.branch = ?1)";

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public void add(BranchRow message) {
        entityManager.persist(message);
    }

    @Override
    public boolean lock(BranchId branch) {
        return !statement(
                        "SELECT b.message_id FROM queue_branch b WHERE b.branch = ?1 ORDER BY b.message_id FOR UPDATE")
                .setParameter(1, branch.text())
                .getResultList()
                .isEmpty();
    }

    @Override
    public List<String> commit(BranchId branch, Instant now) {
        statement("UPDATE queue_recipient SET claim = 0, due ="
                        + " (SELECT b.due FROM queue_branch b WHERE b.message_id = queue_recipient.message_id)"
                        + " WHERE message_id IN " + MESSAGES)
                .setParameter(1, branch.text())
                .executeUpdate();
        List<String> due = texts(statement("SELECT DISTINCT r.destination FROM queue_recipient r WHERE r.due <= ?2"
                        + " AND r.message_id IN " + MESSAGES)
                .setParameter(1, branch.text())
                .setParameter(2, now.getEpochSecond()));
        forget(branch);
        return due;
    }

    @Override
    public void rollBack(BranchId branch, Instant now) {
        statement("INSERT INTO released_content (content_id, released)"
                        + " SELECT m.content_id, CAST(?2 AS BIGINT) FROM queue_message m WHERE m.id IN " + MESSAGES)
                .setParameter(1, branch.text())
                .setParameter(2, now.getEpochSecond())
                .executeUpdate();
        for (String table : List.of("queue_recipient WHERE message_id", "queue_message WHERE id")) {
            statement("DELETE FROM " + table + " IN " + MESSAGES)
                    .setParameter(1, branch.text())
                    .executeUpdate();
        }
        forget(branch);
    }

    private void forget(BranchId branch) {
        statement("DELETE FROM queue_branch WHERE branch = ?1")
                .setParameter(1, branch.text())
                .executeUpdate();
    }

    @Override
    public List<BranchId> prepared(String server) {
        return texts(statement("SELECT DISTINCT b.branch FROM queue_branch b WHERE b.server = ?1")
                        .setParameter(1, server))
                .stream()
                .map(BranchId::new)
                .toList();
    }

    @Override
    public int hold(Instant preparedBefore) {
        return statement("UPDATE queue_recipient SET claim = 0, due = ?1 WHERE due = ?2 AND message_id IN"
                        + " (SELECT b.message_id FROM queue_branch b WHERE b.prepared < ?3)")
                .setParameter(1, RecipientRow.NEVER.getEpochSecond())
                .setParameter(2, RecipientRow.UNDECIDED.getEpochSecond())
                .setParameter(3, preparedBefore.getEpochSecond())
                .executeUpdate();
    }

    private Query statement(String sql) {
        return entityManager.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
    }

    private static List<String> texts(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(String.class::cast).toList();
    }
}
