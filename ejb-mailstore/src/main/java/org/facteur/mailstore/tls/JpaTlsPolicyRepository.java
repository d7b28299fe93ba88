package org.facteur.mailstore.tls;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.facteur.api.queue.TlsChoice;
import org.facteur.api.queue.TlsLevel;
import org.facteur.mailstore.persistence.Rows;

/** The policies in the database. */
@ApplicationScoped
public class JpaTlsPolicyRepository implements TlsPolicyRepository {

    private static final String COLUMNS = "SELECT domain, tls_level, server_names FROM tls_policy ";

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Optional<TlsPolicy> find(String domain) {
        return findClosest(List.of(domain));
    }

    @Override
    public Optional<TlsPolicy> findClosest(Collection<String> domains) {
        String places =
                IntStream.rangeClosed(1, domains.size()).mapToObj(i -> "?" + i).collect(Collectors.joining(", "));
        Query query = entityManager.createNativeQuery(
                COLUMNS + "WHERE domain IN (" + places + ") ORDER BY LENGTH(domain) DESC");
        int place = 0;
        for (String domain : domains) {
            query.setParameter(++place, domain);
        }
        return policies(query.setMaxResults(1)).stream().findFirst();
    }

    @Override
    public List<TlsPolicy> list(String after, int count) {
        return policies(entityManager
                .createNativeQuery(COLUMNS + "WHERE domain > ?1 ORDER BY domain")
                .setParameter(1, after)
                .setMaxResults(count));
    }

    @Override
    public void add(TlsPolicy policy) {
        execute("INSERT INTO tls_policy (domain, tls_level, server_names) VALUES (?1, ?2, ?3)", policy);
    }

    @Override
    public boolean change(TlsPolicy policy) {
        return execute("UPDATE tls_policy SET tls_level = ?2, server_names = ?3 WHERE domain = ?1", policy);
    }

    private boolean execute(String statement, TlsPolicy policy) {
        return entityManager
                        .createNativeQuery(statement)
                        .setParameter(1, policy.domain())
                        .setParameter(2, policy.choice().level().word())
                        .setParameter(3, String.join(" ", policy.choice().names()))
                        .executeUpdate()
                > 0;
    }

    @Override
    public boolean remove(String domain) {
        return entityManager
                        .createNativeQuery("DELETE FROM tls_policy WHERE domain = ?1")
                        .setParameter(1, domain)
                        .executeUpdate()
                > 0;
    }

    private static List<TlsPolicy> policies(Query query) {
        return Rows.of(query).stream().map(JpaTlsPolicyRepository::policy).toList();
    }

    private static TlsPolicy policy(Object[] row) {
        List<String> names = Arrays.stream(((String) row[2]).split(" "))
                .filter(name -> !name.isEmpty())
                .toList();
        // What a newer version has written is not weakened by one that does not know it.
        TlsLevel level = TlsLevel.of((String) row[1]).orElse(TlsLevel.SECURE);
        return new TlsPolicy((String) row[0], new TlsChoice(level, names));
    }
}
