package org.facteur.mailstore.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.persistence.Rows;
import org.jspecify.annotations.Nullable;

/** The accounts in the database. */
@ApplicationScoped
public class JpaAccountRepository implements AccountRepository {

    private static final String SUMMARY = "SELECT a.address, d.name, a.quotaBytes, a.quotaMessages,"
            + " d.defaultQuotaBytes, d.defaultQuotaMessages, a.usedBytes, a.usedMessages, a.enabled, a.created,"
            + " a.shared, a.administrator"
            + " FROM MailAccount a JOIN Domain d ON d.id = a.domainId";

    private static final String MATCHES =
            " WHERE a.address LIKE :filter ESCAPE '!' AND (:domain = '' OR d.name = :domain)";

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public void add(MailAccount account) {
        entityManager.persist(account);
        entityManager.flush();
    }

    @Override
    public void remove(MailAccount account) {
        entityManager.remove(account);
    }

    @Override
    public void flush() {
        entityManager.flush();
    }

    @Override
    public Optional<MailAccount> find(MailAddress address) {
        return entityManager
                .createQuery("SELECT a FROM MailAccount a WHERE a.address = :address", MailAccount.class)
                .setParameter("address", address.toString())
                .getResultStream()
                .findFirst();
    }

    @Override
    public Optional<MailAccount> find(AccountId account) {
        return accounts(entityManager
                        .createQuery(MailAccount.WITH_DOMAIN_QUOTA + " WHERE a.id = :id", Object[].class)
                        .setParameter("id", account.value()))
                .stream()
                .findFirst();
    }

    @Override
    public List<MailAccount> findAll(Collection<AccountId> ids) {
        return entityManager
                .createQuery("SELECT a FROM MailAccount a WHERE a.id IN :ids ORDER BY a.id", MailAccount.class)
                .setParameter("ids", ids.stream().map(AccountId::value).toList())
                .getResultList();
    }

    @Override
    public Optional<Destination> destination(MailAddress address) {
        return entityManager
                .createQuery(
                        "SELECT a, d.defaultQuotaBytes, d.defaultQuotaMessages FROM Domain d LEFT JOIN MailAccount a"
                                + " ON a.address = :address WHERE d.name = :domain",
                        Object[].class)
                .setParameter("address", address.toString())
                .setParameter("domain", address.domain().value())
                .getResultStream()
                .map(row -> new Destination(row[0] == null ? Optional.empty() : Optional.of(withDomainQuota(row))))
                .findFirst();
    }

    @Override
    public List<MailAccount> findByLocalPart(String localPart) {
        return accounts(entityManager
                .createQuery(MailAccount.WITH_DOMAIN_QUOTA + " WHERE a.localPart = :localPart", Object[].class)
                .setParameter("localPart", localPart)
                .setMaxResults(2));
    }

    @Override
    public List<MailAccount> findByAddress(Collection<MailAddress> addresses) {
        return addresses.isEmpty()
                ? List.of()
                : accounts(entityManager
                        .createQuery(
                                MailAccount.WITH_DOMAIN_QUOTA + " WHERE a.address IN :addresses ORDER BY a.id",
                                Object[].class)
                        .setParameter(
                                "addresses",
                                addresses.stream().map(MailAddress::toString).toList()));
    }

    @Override
    public List<MailAccount> lock(Collection<MailAddress> addresses) {
        List<String> wanted = addresses.stream().map(MailAddress::toString).toList();
        return switch (wanted.size()) {
            case 0 -> List.of();
            case 1 -> accounts(named(MailAccount.LOCK_BY_ADDRESS).setParameter("address", wanted.get(0)));
            default ->
                accounts(entityManager
                        .createQuery(
                                MailAccount.WITH_DOMAIN_QUOTA + " WHERE a.address IN :addresses ORDER BY a.id",
                                Object[].class)
                        .setParameter("addresses", wanted)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE));
        };
    }

    @Override
    public Optional<MailAccount> lock(AccountId account) {
        return accounts(named(MailAccount.LOCK_BY_ID).setParameter("id", account.value())).stream()
                .findFirst();
    }

    private TypedQuery<Object[]> named(String query) {
        return entityManager.createNamedQuery(query, Object[].class);
    }

    private static List<MailAccount> accounts(TypedQuery<Object[]> query) {
        return query.getResultStream()
                .map(JpaAccountRepository::withDomainQuota)
                .toList();
    }

    private static MailAccount withDomainQuota(Object[] row) {
        return ((MailAccount) row[0]).withDomainQuota(quota(row[1], row[2]));
    }

    private static Quota quota(@Nullable Object bytes, @Nullable Object messages) {
        return new Quota(bytes == null ? null : Rows.number(bytes), messages == null ? null : Rows.number(messages));
    }

    @Override
    public Optional<AccountSummary> summary(MailAddress address) {
        return entityManager
                .createQuery(SUMMARY + " WHERE a.address = :address", Object[].class)
                .setParameter("address", address.toString())
                .getResultStream()
                .map(JpaAccountRepository::summary)
                .findFirst();
    }

    @Override
    public List<AccountSummary> summaries(AccountQuery query) {
        String order = switch (query.sort()) {
            case ADDRESS -> "a.address";
            case QUOTA -> "COALESCE(a.quotaBytes, d.defaultQuotaBytes)";
            case USED -> "a.usedBytes";
            case CREATED -> "a.created";
        };
        String direction = query.descending() ? " DESC" : "";
        String jpql = SUMMARY + MATCHES + " ORDER BY " + order + direction + ", a.id" + direction;
        return matching(query, entityManager.createQuery(jpql, Object[].class))
                .setFirstResult(query.first())
                .setMaxResults(query.count())
                .getResultStream()
                .map(JpaAccountRepository::summary)
                .toList();
    }

    private static AccountSummary summary(Object[] row) {
        return new AccountSummary(
                (String) row[0],
                (String) row[1],
                quota(row[2], row[3]),
                quota(row[4], row[5]),
                Rows.number(row[6]),
                Rows.number(row[7]),
                (Boolean) row[8],
                (Instant) row[9],
                (Boolean) row[10],
                (Boolean) row[11]);
    }

    @Override
    public long count(AccountQuery query) {
        String jpql = "SELECT COUNT(a) FROM MailAccount a JOIN Domain d ON d.id = a.domainId" + MATCHES;
        return matching(query, entityManager.createQuery(jpql, Long.class)).getSingleResult();
    }

    @Override
    public long count() {
        return entityManager
                .createQuery("SELECT COUNT(a) FROM MailAccount a", Long.class)
                .getSingleResult();
    }

    private static <T> TypedQuery<T> matching(AccountQuery query, TypedQuery<T> typed) {
        String literal = query.filter().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
        return typed.setParameter("filter", "%" + literal + "%")
                .setParameter(
                        "domain", query.domain() == null ? "" : query.domain().toLowerCase(Locale.ROOT));
    }
}
