package org.facteur.mailstore.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.queue.NextHop;

/** The routes in the database. */
@ApplicationScoped
public class JpaNextHopRepository implements NextHopRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Optional<NextHop> nextHop(String destination) {
        List<NextHopRow> found = entityManager
                .createQuery("SELECT n FROM NextHopRow n WHERE n.name IN :names", NextHopRow.class)
                .setParameter("names", List.of(destination, RelayRoute.ALL))
                .getResultList();
        return found.stream()
                .max(Comparator.comparing(row -> row.route().domain().equals(destination)))
                .map(row -> row.route().hop());
    }

    @Override
    public Set<String> receiving(Set<String> domains) {
        return new HashSet<>(entityManager
                .createQuery(
                        "SELECT n.name FROM NextHopRow n WHERE n.receives = TRUE AND n.name IN :names", String.class)
                .setParameter("names", domains)
                .getResultList());
    }

    @Override
    public List<NextHopRow> all() {
        return entityManager
                .createQuery("SELECT n FROM NextHopRow n ORDER BY n.name", NextHopRow.class)
                .getResultList();
    }

    @Override
    public Optional<NextHopRow> find(String domain) {
        return Optional.ofNullable(entityManager.find(NextHopRow.class, domain));
    }

    @Override
    public void add(NextHopRow row) {
        entityManager.persist(row);
        entityManager.flush();
    }

    @Override
    public void remove(NextHopRow row) {
        entityManager.remove(row);
    }
}
