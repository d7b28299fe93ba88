package org.facteur.mailstore.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.Rights;
import org.facteur.mailstore.mailbox.Mailbox;

/** The access control lists in the database. */
@ApplicationScoped
public class JpaGrantRepository implements GrantRepository {

    /** The most lines that a list goes through: what goes beyond is of nobody's use in a list. */
    private static final int MAX_VISIBLE = 20_000;

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public List<Grant> of(MailboxId mailbox) {
        return entityManager
                .createQuery(
                        "SELECT g FROM Grant g WHERE g.key.mailboxId = :mailbox ORDER BY g.key.granteeId, g.key.denied",
                        Grant.class)
                .setParameter("mailbox", mailbox.value())
                .getResultList();
    }

    @Override
    public List<Grant> ofMailboxesOf(AccountId owner) {
        return entityManager
                .createQuery(
                        "SELECT g FROM Grant g, Mailbox m WHERE m.id = g.key.mailboxId AND m.accountId = :owner"
                                + " ORDER BY g.key.mailboxId, g.key.granteeId, g.key.denied",
                        Grant.class)
                .setParameter("owner", owner.value())
                .setMaxResults(MAX_VISIBLE)
                .getResultList();
    }

    @Override
    public List<Grant> of(MailboxId mailbox, AccountId account) {
        return entityManager
                .createQuery(
                        "SELECT g FROM Grant g WHERE g.key.mailboxId = :mailbox"
                                + " AND (g.key.granteeId = :anyone OR g.key.granteeId = :account)",
                        Grant.class)
                .setParameter("mailbox", mailbox.value())
                .setParameter("anyone", Grantee.ANYONE)
                .setParameter("account", account.value())
                .getResultList();
    }

    @Override
    public List<Visible> visibleTo(AccountId account) {
        return entityManager
                .createQuery(
                        "SELECT m, a.address, a.shared, g FROM Grant g, Mailbox m, MailAccount a"
                                + " WHERE m.id = g.key.mailboxId AND a.id = m.accountId AND m.accountId <> :account"
                                + " AND (g.key.granteeId = :anyone OR g.key.granteeId = :account) ORDER BY m.id",
                        Object[].class)
                .setParameter("anyone", Grantee.ANYONE)
                .setParameter("account", account.value())
                .setMaxResults(MAX_VISIBLE)
                .getResultStream()
                .map(row -> new Visible((Mailbox) row[0], (String) row[1], (Boolean) row[2], (Grant) row[3]))
                .toList();
    }

    @Override
    public void set(MailboxId mailbox, Grantee grantee, Rights rights) {
        entityManager
                .createQuery("DELETE FROM Grant g WHERE g.key.mailboxId = :mailbox"
                        + " AND g.key.granteeId = :grantee AND g.key.denied = :denied")
                .setParameter("mailbox", mailbox.value())
                .setParameter("grantee", grantee.id())
                .setParameter("denied", grantee.isDenied())
                .executeUpdate();
        if (!rights.isEmpty()) {
            entityManager
                    .createNativeQuery(
                            "INSERT INTO mailbox_grant (mailbox_id, grantee_id, denied, letters) VALUES (?1, ?2, ?3,"
                                    + " ?4)")
                    .setParameter(1, mailbox.value())
                    .setParameter(2, grantee.id())
                    .setParameter(3, grantee.isDenied())
                    .setParameter(4, rights.letters())
                    .executeUpdate();
        }
    }

    @Override
    public void inherit(MailboxId mailbox, MailboxId superior) {
        entityManager
                .createNativeQuery("INSERT INTO mailbox_grant (mailbox_id, grantee_id, denied, letters)"
                        + " SELECT CAST(?1 AS BIGINT), g.grantee_id, g.denied, g.letters FROM mailbox_grant g"
                        + " WHERE g.mailbox_id = ?2")
                .setParameter(1, mailbox.value())
                .setParameter(2, superior.value())
                .executeUpdate();
    }

    @Override
    public void forget(AccountId account) {
        entityManager
                .createQuery("DELETE FROM Grant g WHERE g.key.granteeId = :account")
                .setParameter("account", account.value())
                .executeUpdate();
    }
}
