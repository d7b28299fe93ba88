package org.facteur.mailstore.maildrop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import org.facteur.api.account.AccountId;

/** Who has which maildrop open, in the database. */
@ApplicationScoped
public class JpaMaildropLockRepository implements MaildropLockRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Optional<MaildropLockRow> find(AccountId account) {
        return Optional.ofNullable(entityManager.find(MaildropLockRow.class, account.value()));
    }

    @Override
    public void add(MaildropLockRow lock) {
        entityManager.persist(lock);
    }

    @Override
    public void remove(MaildropLockRow lock) {
        entityManager.remove(lock);
    }

    @Override
    public int removeAll(String server) {
        return entityManager
                .createQuery("DELETE FROM MaildropLockRow l WHERE l.server = :server")
                .setParameter("server", server)
                .executeUpdate();
    }
}
