package org.facteur.mailstore.domain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** The domains in the database. */
@ApplicationScoped
public class JpaDomainRepository implements DomainRepository {

    private static final String SUMMARY = "SELECT NEW org.facteur.mailstore.domain.DomainSummary(d.name, (SELECT"
            + " COUNT(a) FROM MailAccount a WHERE a.domainId = d.id), d.defaultQuotaBytes, d.defaultQuotaMessages,"
            + " d.created) FROM Domain d";

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public void add(Domain domain) {
        entityManager.persist(domain);
    }

    @Override
    public void remove(Domain domain) {
        entityManager.remove(domain);
    }

    @Override
    public void flush() {
        entityManager.flush();
    }

    @Override
    public Optional<Domain> find(DomainName name) {
        return entityManager
                .createQuery("SELECT d FROM Domain d WHERE d.name = :name", Domain.class)
                .setParameter("name", name.value())
                .getResultStream()
                .findFirst();
    }

    @Override
    public Optional<Domain> lock(DomainName name) {
        return entityManager
                .createQuery("SELECT d FROM Domain d WHERE d.name = :name", Domain.class)
                .setParameter("name", name.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    @Override
    public boolean hasAccounts(Domain domain) {
        return !entityManager
                .createQuery("SELECT a.id FROM MailAccount a WHERE a.domainId = :domain", Long.class)
                .setParameter("domain", domain.id())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    @Override
    public Optional<DomainSummary> summary(DomainName name) {
        return entityManager
                .createQuery(SUMMARY + " WHERE d.name = :name", DomainSummary.class)
                .setParameter("name", name.value())
                .getResultStream()
                .findFirst();
    }

    @Override
    public List<DomainSummary> summaries() {
        return entityManager
                .createQuery(SUMMARY + " ORDER BY d.name", DomainSummary.class)
                .getResultList();
    }

    @Override
    public long count() {
        return entityManager
                .createQuery("SELECT COUNT(d) FROM Domain d", Long.class)
                .getSingleResult();
    }
}
