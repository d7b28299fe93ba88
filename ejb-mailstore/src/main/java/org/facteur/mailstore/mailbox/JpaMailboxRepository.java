package org.facteur.mailstore.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SpecialUse;

/** The mailboxes in the database. */
@ApplicationScoped
public class JpaMailboxRepository implements MailboxRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public void add(Mailbox mailbox) {
        entityManager.persist(mailbox);
    }

    @Override
    public void remove(Mailbox mailbox) {
        entityManager.remove(mailbox);
    }

    @Override
    public void flush() {
        entityManager.flush();
    }

    @Override
    public Optional<Mailbox> find(MailboxId id) {
        return entityManager
                .createQuery("SELECT m FROM Mailbox m WHERE m.id = :id AND m.accountId IS NOT NULL", Mailbox.class)
                .setParameter("id", id.value())
                .getResultStream()
                .findFirst();
    }

    @Override
    public Optional<Mailbox> find(AccountId account, MailboxName name) {
        return entityManager
                .createQuery("SELECT m FROM Mailbox m WHERE m.accountId = :account AND m.name = :name", Mailbox.class)
                .setParameter("account", account.value())
                .setParameter("name", name.value())
                .getResultStream()
                .findFirst();
    }

    @Override
    public List<Mailbox> findAll(AccountId account) {
        return entityManager
                .createQuery("SELECT m FROM Mailbox m WHERE m.accountId = :account", Mailbox.class)
                .setParameter("account", account.value())
                .getResultList();
    }

    @Override
    public List<Mailbox> find(AccountId account, Collection<MailboxName> names) {
        return entityManager
                .createQuery("SELECT m FROM Mailbox m WHERE m.accountId = :account AND m.name IN :names", Mailbox.class)
                .setParameter("account", account.value())
                .setParameter("names", names.stream().map(MailboxName::value).toList())
                .getResultList();
    }

    @Override
    public List<Mailbox> findAll(Collection<AccountId> accounts) {
        return accounts.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("SELECT m FROM Mailbox m WHERE m.accountId IN :accounts", Mailbox.class)
                        .setParameter(
                                "accounts",
                                accounts.stream().map(AccountId::value).toList())
                        .getResultList();
    }

    @Override
    public List<Mailbox> find(Collection<AccountId> accounts, Collection<MailboxName> names) {
        return accounts.isEmpty() || names.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery(
                                "SELECT m FROM Mailbox m WHERE m.accountId IN :accounts AND m.name IN :names",
                                Mailbox.class)
                        .setParameter(
                                "accounts",
                                accounts.stream().map(AccountId::value).toList())
                        .setParameter(
                                "names", names.stream().map(MailboxName::value).toList())
                        .getResultList();
    }

    @Override
    public boolean hasSpecialUse(AccountId account, SpecialUse use) {
        return !entityManager
                .createQuery(
                        "SELECT m.id FROM Mailbox m WHERE m.accountId = :account AND m.specialUse = :use", Long.class)
                .setParameter("account", account.value())
                .setParameter("use", use)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    @Override
    public boolean hasInferiors(AccountId account, MailboxName name) {
        return !entityManager
                .createQuery(
                        "SELECT m.id FROM Mailbox m WHERE m.accountId = :account AND m.name LIKE :below ESCAPE '!'",
                        Long.class)
                .setParameter("account", account.value())
                .setParameter("below", below(name))
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private static String below(MailboxName name) {
        return name.value().replaceAll("[!%_]", "!$0") + MailboxName.SEPARATOR + "%";
    }

    @Override
    public List<Mailbox> lockTree(AccountId account, MailboxName name) {
        return entityManager
                .createQuery(
                        "SELECT m FROM Mailbox m WHERE m.accountId = :account"
                                + " AND (m.name = :name OR m.name LIKE :below ESCAPE '!') ORDER BY m.id",
                        Mailbox.class)
                .setParameter("account", account.value())
                .setParameter("name", name.value())
                .setParameter("below", below(name))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Override
    public List<Mailbox> lock(Collection<MailboxId> ids) {
        List<Long> wanted = ids.stream().map(MailboxId::value).toList();
        return switch (wanted.size()) {
            case 0 -> List.of();
            case 1 ->
                entityManager
                        .createNamedQuery(Mailbox.LOCK, Mailbox.class)
                        .setParameter("id", wanted.get(0))
                        .getResultList();
            default ->
                entityManager
                        .createQuery(
                                "SELECT m FROM Mailbox m WHERE m.id IN :ids AND m.accountId IS NOT NULL ORDER BY m.id",
                                Mailbox.class)
                        .setParameter("ids", wanted)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList();
        };
    }

    @Override
    public List<Mailbox> lockAll(AccountId account, Collection<MailboxId> others) {
        TypedQuery<Mailbox> query = entityManager.createQuery(
                "SELECT m FROM Mailbox m WHERE m.accountId = :account" + (others.isEmpty() ? "" : " OR m.id IN :others")
                        + " ORDER BY m.id",
                Mailbox.class);
        if (!others.isEmpty()) {
            query.setParameter("others", others.stream().map(MailboxId::value).toList());
        }
        return query.setParameter("account", account.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Override
    public long count(AccountId account) {
        return entityManager
                .createQuery("SELECT COUNT(m) FROM Mailbox m WHERE m.accountId = :account", Long.class)
                .setParameter("account", account.value())
                .getSingleResult();
    }

    @Override
    public List<MailboxName> subscriptions(AccountId account) {
        return entityManager
                .createQuery("SELECT s FROM Subscription s WHERE s.key.accountId = :account", Subscription.class)
                .setParameter("account", account.value())
                .getResultStream()
                .map(Subscription::name)
                .toList();
    }

    @Override
    public void subscribe(AccountId account, MailboxName name) {
        entityManager.merge(new Subscription(account, name));
    }

    @Override
    public void unsubscribe(AccountId account, MailboxName name) {
        entityManager
                .createQuery("DELETE FROM Subscription s WHERE s.key.accountId = :account AND s.key.name = :name")
                .setParameter("account", account.value())
                .setParameter("name", name.value())
                .executeUpdate();
    }

    @Override
    public MessageTotals totals() {
        Object[] row = (Object[]) entityManager
                .createQuery("SELECT COALESCE(SUM(m.messages), 0), COALESCE(SUM(m.unseen), 0),"
                        + " COALESCE(SUM(m.recent), 0), COALESCE(SUM(m.size), 0)"
                        + " FROM Mailbox m WHERE m.accountId IS NOT NULL")
                .getSingleResult();
        return new MessageTotals(number(row[0]), number(row[1]), number(row[2]), number(row[3]));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
