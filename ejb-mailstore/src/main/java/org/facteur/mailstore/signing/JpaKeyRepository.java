package org.facteur.mailstore.signing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.mailstore.domain.Domain;
import org.facteur.mailstore.persistence.Rows;

/** The keys in the database. */
@ApplicationScoped
public class JpaKeyRepository implements KeyRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public void add(DomainKey key) {
        entityManager.persist(key);
        entityManager.flush();
    }

    @Override
    public void remove(DomainKey key) {
        entityManager.remove(key);
    }

    @Override
    public List<DomainKey> of(Domain domain) {
        return entityManager
                .createQuery("SELECT k FROM DomainKey k WHERE k.domainId = :domain ORDER BY k.id", DomainKey.class)
                .setParameter("domain", domain.id())
                .getResultList();
    }

    @Override
    public Optional<DomainKey> find(Domain domain, String selector) {
        return entityManager
                .createQuery(
                        "SELECT k FROM DomainKey k WHERE k.domainId = :domain AND k.selector = :selector",
                        DomainKey.class)
                .setParameter("domain", domain.id())
                .setParameter("selector", selector)
                .getResultStream()
                .findFirst();
    }

    @Override
    public List<ActiveKey> active(Collection<String> names) {
        List<String> wanted = List.copyOf(names);
        Query query = entityManager
                .createNativeQuery("SELECT k.id, n.name, k.selector, k.algorithm, k.private_key FROM signing_key k"
                        + " JOIN (SELECT id AS domain_id, name FROM domain UNION ALL SELECT domain_id,"
                        + " name FROM domain_alias) n ON n.domain_id = k.domain_id WHERE k.state ="
                        + " 'ACTIVE' AND n.name IN ("
                        + String.join(", ", Collections.nCopies(wanted.size(), "?")) + ")"
                        + " ORDER BY k.algorithm DESC, k.id")
                .setFlushMode(FlushModeType.COMMIT);
        for (int i = 0; i < wanted.size(); i++) {
            query.setParameter(i + 1, wanted.get(i));
        }
        List<ActiveKey> keys = new ArrayList<>();
        for (Object[] row : Rows.of(query)) {
            keys.add(new ActiveKey(
                    Rows.number(row[0]),
                    (String) row[1],
                    (String) row[2],
                    SigningAlgorithm.valueOf((String) row[3]),
                    Rows.octets(row[4])));
        }
        return keys;
    }
}
