package org.facteur.mailstore.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.queue.NextHop;
import org.facteur.mailstore.persistence.JdbcRows;

/** The routes in the database. */
@ApplicationScoped
public class JpaNextHopRepository implements NextHopRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    private JdbcRows rows;

    @Override
    public Optional<NextHop> nextHop(String destination) {
        List<NextHop> found = new ArrayList<>();
        rows.read(
                "SELECT host, port FROM next_hop WHERE name IN (?, ?)"
                        + " ORDER BY CASE WHEN name = ? THEN 1 ELSE 0 END FETCH FIRST 1 ROWS ONLY",
                row -> found.add(new NextHop(row.getString(1), row.getInt(2))),
                destination,
                RelayRoute.ALL,
                RelayRoute.ALL);
        return found.stream().findFirst();
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
