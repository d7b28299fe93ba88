package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.persistence.JdbcRows;
import org.facteur.mailstore.persistence.Rows;
import org.jspecify.annotations.Nullable;

/** The save dates in the database. */
@ApplicationScoped
public class JpaSaveDateRepository implements SaveDateRepository {

    /** The last range that begins before the run may reach into it. */
    private static final String FIND = "SELECT first_uid, last_uid, saved FROM save_date WHERE mailbox_id = ?"
            + " AND first_uid >= COALESCE((SELECT MAX(s.first_uid) FROM save_date s WHERE s.mailbox_id = ?"
            + " AND s.first_uid <= ?), 0) AND first_uid <= ?";

    private static final String BEHIND = "(mailbox_id > ?1 OR (mailbox_id = ?1 AND first_uid > ?2))";

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    private JdbcRows rows;

    @Override
    public void add(MailboxId mailbox, long firstUid, long lastUid, Instant saved) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO save_date (mailbox_id, first_uid, last_uid, saved) VALUES (?1, ?2, ?3, ?4)")
                // What is written of the mailbox already need not be there before it.
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter(1, mailbox.value())
                .setParameter(2, firstUid)
                .setParameter(3, lastUid)
                .setParameter(4, saved.getEpochSecond())
                .executeUpdate();
    }

    @Override
    public SaveDates find(MailboxId mailbox, long firstUid, long lastUid) {
        SaveDates dates = new SaveDates();
        rows.read(
                FIND,
                row -> dates.add(row.getLong(1), row.getLong(2), row.getLong(3)),
                mailbox.value(),
                mailbox.value(),
                firstUid,
                lastUid);
        return dates;
    }

    @Override
    public Optional<Position> prune(@Nullable Position after, int count) {
        long mailbox = after == null ? 0 : after.mailbox().value();
        long uid = after == null ? 0 : after.firstUid();
        Query some = entityManager
                .createNativeQuery("SELECT mailbox_id, first_uid FROM save_date WHERE " + BEHIND
                        + " ORDER BY mailbox_id, first_uid")
                .setParameter(1, mailbox)
                .setParameter(2, uid)
                .setMaxResults(count);
        List<Object[]> found = Rows.of(some);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Object[] last = found.get(found.size() - 1);
        entityManager
                .createNativeQuery("DELETE FROM save_date WHERE " + BEHIND
                        + " AND (mailbox_id < ?3 OR (mailbox_id = ?3 AND first_uid <= ?4))"
                        + " AND NOT EXISTS (SELECT 1 FROM message m WHERE m.mailbox_id = save_date.mailbox_id"
                        + " AND m.uid BETWEEN save_date.first_uid AND save_date.last_uid)")
                .setParameter(1, mailbox)
                .setParameter(2, uid)
                .setParameter(3, Rows.number(last[0]))
                .setParameter(4, Rows.number(last[1]))
                .executeUpdate();
        return found.size() < count
                ? Optional.empty()
                : Optional.of(new Position(new MailboxId(Rows.number(last[0])), Rows.number(last[1])));
    }
}
