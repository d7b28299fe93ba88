package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.persistence.Rows;

/** The journal of copies in the database. */
@ApplicationScoped
public class JpaCopyJournal implements CopyJournal {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public void add(Copy copy, UidSet.Range step, Instant expires) {
        of(
                        copy,
                        "INSERT INTO copy_journal (mailbox_id, copy_uid, first_uid, last_uid, expires) VALUES (?1, ?2,"
                                + " ?3, ?4, ?5)")
                .setParameter(3, step.first())
                .setParameter(4, step.last())
                .setParameter(5, expires.getEpochSecond())
                .executeUpdate();
    }

    @Override
    public long steps(Copy copy) {
        return Rows.number(of(copy, "SELECT COUNT(*) FROM copy_journal WHERE mailbox_id = ?1 AND copy_uid = ?2")
                .getSingleResult());
    }

    @Override
    public Optional<UidSet.Range> anyStep(Copy copy) {
        Query query = of(copy, "SELECT first_uid, last_uid FROM copy_journal WHERE mailbox_id = ?1 AND copy_uid = ?2")
                .setMaxResults(1);
        return Rows.of(query).stream()
                .findFirst()
                .map(row -> new UidSet.Range(Rows.number(row[0]), Rows.number(row[1])));
    }

    @Override
    public void remove(Copy copy, UidSet.Range step) {
        of(copy, "DELETE FROM copy_journal WHERE mailbox_id = ?1 AND copy_uid = ?2 AND first_uid = ?3")
                .setParameter(3, step.first())
                .executeUpdate();
    }

    @Override
    public long remove(Copy copy) {
        return of(copy, "DELETE FROM copy_journal WHERE mailbox_id = ?1 AND copy_uid = ?2")
                .executeUpdate();
    }

    @Override
    public List<Copy> abandoned(Instant now, int count) {
        Query query = entityManager
                .createNativeQuery("SELECT mailbox_id, copy_uid FROM copy_journal GROUP BY mailbox_id, copy_uid"
                        + " HAVING MAX(expires) < ?1 ORDER BY mailbox_id, copy_uid")
                .setParameter(1, now.getEpochSecond())
                .setMaxResults(count);
        return Rows.of(query).stream()
                .map(row -> new Copy(new MailboxId(Rows.number(row[0])), Rows.number(row[1])))
                .toList();
    }

    private Query of(Copy copy, String sql) {
        return entityManager
                .createNativeQuery(sql)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter(1, copy.target().value())
                .setParameter(2, copy.firstUid());
    }
}
