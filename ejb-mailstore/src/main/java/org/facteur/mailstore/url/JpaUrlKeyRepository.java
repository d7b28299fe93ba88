package org.facteur.mailstore.url;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.persistence.Rows;

/** The keys in the database. */
@ApplicationScoped
public class JpaUrlKeyRepository implements UrlKeyRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Optional<byte[]> find(MailboxId mailbox) {
        List<?> keys = entityManager
                .createNativeQuery("SELECT access_key FROM url_key WHERE mailbox_id = ?1")
                .setParameter(1, mailbox.value())
                .getResultList();
        return keys.stream().findFirst().map(Rows::octets);
    }

    @Override
    public void add(MailboxId mailbox, byte[] key) {
        entityManager
                .createNativeQuery("INSERT INTO url_key (mailbox_id, access_key) VALUES (?1, ?2)")
                .setParameter(1, mailbox.value())
                .setParameter(2, key)
                .executeUpdate();
    }

    @Override
    public void remove(MailboxId mailbox) {
        entityManager
                .createNativeQuery("DELETE FROM url_key WHERE mailbox_id = ?1")
                .setParameter(1, mailbox.value())
                .executeUpdate();
    }

    @Override
    public void removeAll(AccountId account) {
        entityManager
                .createNativeQuery(
                        "DELETE FROM url_key WHERE mailbox_id IN (SELECT m.id FROM mailbox m WHERE m.account_id = ?1)")
                .setParameter(1, account.value())
                .executeUpdate();
    }
}
