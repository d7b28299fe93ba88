package org.facteur.mailstore.sieve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.sieve.ScriptName;
import org.facteur.mailstore.persistence.Rows;

/** The scripts in the database. */
@ApplicationScoped
public class JpaScriptRepository implements ScriptRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public void add(StoredScript script) {
        entityManager.persist(script);
    }

    @Override
    public void remove(StoredScript script) {
        entityManager.remove(script);
        entityManager.flush();
    }

    @Override
    public Optional<StoredScript> find(AccountId account, ScriptName name) {
        return entityManager
                .createQuery(
                        "SELECT s FROM StoredScript s WHERE s.accountId = :account AND s.name = :name",
                        StoredScript.class)
                .setParameter("account", account.value())
                .setParameter("name", name.value())
                .getResultStream()
                .findFirst();
    }

    @Override
    public Optional<Long> idOf(AccountId account, ScriptName name) {
        return entityManager
                .createQuery(
                        "SELECT s.id FROM StoredScript s WHERE s.accountId = :account AND s.name = :name", Long.class)
                .setParameter("account", account.value())
                .setParameter("name", name.value())
                .getResultStream()
                .findFirst();
    }

    @Override
    public Map<ScriptName, Long> names(AccountId account) {
        Map<ScriptName, Long> names = new HashMap<>();
        Rows.of(entityManager
                        .createQuery("SELECT s.name, s.id FROM StoredScript s WHERE s.accountId = :account")
                        .setParameter("account", account.value()))
                .forEach(row -> names.put(new ScriptName((String) row[0]), Rows.number(row[1])));
        return names;
    }

    @Override
    public Map<Long, byte[]> octets(Collection<Long> ids) {
        Map<Long, byte[]> octets = new HashMap<>();
        if (!ids.isEmpty()) {
            Rows.of(entityManager
                            .createQuery("SELECT s.id, s.octets FROM StoredScript s WHERE s.id IN :ids")
                            .setParameter("ids", ids))
                    .forEach(row -> octets.put(Rows.number(row[0]), Rows.octets(row[1])));
        }
        return octets;
    }

    @Override
    public long count(AccountId account) {
        return entityManager
                .createQuery("SELECT COUNT(s) FROM StoredScript s WHERE s.accountId = :account", Long.class)
                .setParameter("account", account.value())
                .getSingleResult();
    }
}
