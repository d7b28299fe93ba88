package org.facteur.mailstore.greylist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.mailstore.persistence.Rows;

/** The greylist in the database; moments in seconds. */
@ApplicationScoped
public class JpaGreylistRepository implements GreylistRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Optional<Instant> lastSeen(String network) {
        return moment("SELECT last_seen FROM greylist_client WHERE network = ?1", network);
    }

    @Override
    public void saw(String network, Instant now) {
        put(
                network,
                now,
                "UPDATE greylist_client SET last_seen = ?2 WHERE network = ?1",
                "INSERT INTO greylist_client (network, last_seen) VALUES (?1, ?2)");
    }

    @Override
    public Optional<Instant> firstTried(String triplet) {
        return moment("SELECT first_tried FROM greylist_attempt WHERE triplet = ?1", triplet);
    }

    @Override
    public void tried(String triplet, Instant now) {
        put(
                triplet,
                now,
                "UPDATE greylist_attempt SET first_tried = ?2 WHERE triplet = ?1",
                "INSERT INTO greylist_attempt (triplet, first_tried) VALUES (?1, ?2)");
    }

    @Override
    public void forget(Instant triedBefore, Instant seenBefore) {
        entityManager
                .createNativeQuery("DELETE FROM greylist_attempt WHERE first_tried < ?1")
                .setParameter(1, triedBefore.getEpochSecond())
                .executeUpdate();
        entityManager
                .createNativeQuery("DELETE FROM greylist_client WHERE last_seen < ?1")
                .setParameter(1, seenBefore.getEpochSecond())
                .executeUpdate();
    }

    @Override
    public long attempts() {
        return Rows.number(entityManager
                .createNativeQuery("SELECT COUNT(*) FROM greylist_attempt")
                .getSingleResult());
    }

    private Optional<Instant> moment(String query, String key) {
        List<?> found =
                entityManager.createNativeQuery(query).setParameter(1, key).getResultList();
        return found.stream().map(Rows::number).map(Instant::ofEpochSecond).findFirst();
    }

    private void put(String key, Instant moment, String update, String insert) {
        if (execute(update, key, moment) == 0) {
            execute(insert, key, moment);
        }
    }

    private int execute(String statement, String key, Instant moment) {
        return entityManager
                .createNativeQuery(statement)
                .setParameter(1, key)
                .setParameter(2, moment.getEpochSecond())
                .executeUpdate();
    }
}
