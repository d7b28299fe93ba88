package org.facteur.mailstore.removal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.facteur.api.account.AccountId;

/** What has been removed, in the database. */
@ApplicationScoped
public class JpaRemovalRepository implements RemovalRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public void add(Removal removal) {
        entityManager.persist(removal);
    }

    @Override
    public void loseAll(AccountId account) {
        for (String sql : List.of(
                "UPDATE removal SET account_id = NULL, removed = 0 WHERE account_id = ?1",
                "INSERT INTO removal (id, account_id, origin_id, mailbox_name, keywords, removed)"
                        + " SELECT id, NULL, id, name, keywords, 0 FROM mailbox WHERE account_id = ?1",
                "DELETE FROM mailbox WHERE account_id = ?1")) {
            entityManager
                    .createNativeQuery(sql)
                    .setFlushMode(FlushModeType.COMMIT)
                    .setParameter(1, account.value())
                    .executeUpdate();
        }
    }

    @Override
    public List<Removal> lockOlder(Instant before, int count) {
        List<Long> ids = entityManager
                .createQuery(
                        "SELECT r.id FROM Removal r WHERE r.removed < :before ORDER BY r.removed, r.id", Long.class)
                .setParameter("before", before)
                .setMaxResults(count)
                .getResultList();
        return lock(ids);
    }

    private List<Removal> lock(List<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("SELECT r FROM Removal r WHERE r.id IN :ids ORDER BY r.id", Removal.class)
                        .setParameter("ids", ids)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList();
    }

    @Override
    public void remove(Collection<Removal> removals) {
        List<Long> ids = removals.stream().map(Removal::id).toList();
        entityManager
                .createQuery("DELETE FROM Removal r WHERE r.id IN :ids")
                .setParameter("ids", ids)
                .executeUpdate();
    }
}
