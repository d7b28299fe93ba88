package org.facteur.mailstore.tlsreport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.mailstore.persistence.Rows;

/** Outcomes in the database. */
@ApplicationScoped
public class JpaOutcomeRepository implements OutcomeRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public List<OutcomeRow> lock(Collection<OutcomeRow.Key> keys) {
        return entityManager
                .createQuery(
                        "SELECT o FROM OutcomeRow o WHERE o.day IN :days AND o.digest IN :digests"
                                + " ORDER BY o.day, o.digest",
                        OutcomeRow.class)
                .setParameter(
                        "days",
                        keys.stream().map(OutcomeRow.Key::day).distinct().toList())
                .setParameter(
                        "digests",
                        keys.stream().map(OutcomeRow.Key::digest).distinct().toList())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Override
    public List<RowCount> count(LocalDate day, Set<String> destinations) {
        return Rows.of(entityManager
                        .createQuery("SELECT o.destination, COUNT(o) FROM OutcomeRow o WHERE o.day = :day"
                                + " AND o.destination IN :destinations GROUP BY o.destination")
                        .setParameter("day", day.toEpochDay())
                        .setParameter("destinations", destinations))
                .stream()
                .map(row -> new RowCount((String) row[0], Rows.number(row[1])))
                .toList();
    }

    @Override
    public void add(OutcomeRow row) {
        entityManager.persist(row);
    }

    @Override
    public Set<String> reported(LocalDate day, Set<String> destinations) {
        return new HashSet<>(entityManager
                .createQuery(
                        "SELECT r.destination FROM PendingReport r WHERE r.day = :day AND r.destination IN"
                                + " :destinations",
                        String.class)
                .setParameter("day", day.toEpochDay())
                .setParameter("destinations", destinations)
                .getResultList());
    }

    @Override
    public long reports() {
        return entityManager
                .createQuery("SELECT COUNT(r) FROM PendingReport r", Long.class)
                .getSingleResult();
    }

    @Override
    public void add(PendingReport report) {
        entityManager.persist(report);
    }

    @Override
    public void flush() {
        entityManager.flush();
    }

    @Override
    public Optional<PendingReport> lockDue(Instant now, Optional<String> destination) {
        Query query = entityManager
                .createNativeQuery("SELECT id FROM tls_report WHERE due <= ?1"
                        + (destination.isPresent() ? " AND destination = ?2" : "")
                        + " ORDER BY due, id FETCH FIRST 1 ROWS ONLY FOR UPDATE SKIP LOCKED")
                .setParameter(1, now.getEpochSecond());
        destination.ifPresent(name -> query.setParameter(2, name));
        List<?> ids = query.getResultList();
        return ids.stream().findFirst().map(id -> entityManager.find(PendingReport.class, id));
    }

    @Override
    public Optional<PendingReport> lock(String id, long claim) {
        TypedQuery<PendingReport> query = entityManager
                .createQuery("SELECT r FROM PendingReport r WHERE r.id = :id AND r.claim = :claim", PendingReport.class)
                .setParameter("id", id)
                .setParameter("claim", claim)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE);
        return query.getResultList().stream().findFirst();
    }

    @Override
    public List<TlsCount> outcomes(LocalDate day, String destination) {
        return entityManager
                .createQuery(
                        "SELECT o FROM OutcomeRow o WHERE o.day = :day AND o.destination = :destination"
                                + " ORDER BY o.digest",
                        OutcomeRow.class)
                .setParameter("day", day.toEpochDay())
                .setParameter("destination", destination)
                .getResultList()
                .stream()
                .map(OutcomeRow::count)
                .toList();
    }

    @Override
    public void remove(PendingReport report) {
        entityManager
                .createQuery("DELETE FROM OutcomeRow o WHERE o.day = :day AND o.destination = :destination")
                .setParameter("day", report.day().toEpochDay())
                .setParameter("destination", report.destination())
                .executeUpdate();
        entityManager.remove(report);
    }

    @Override
    public int hasten(Optional<String> destination, Instant now) {
        return entityManager
                .createQuery("UPDATE PendingReport r SET r.due = :now WHERE r.claim = 0"
                        + " AND (:any = TRUE OR r.destination = :destination)")
                .setParameter("now", now)
                .setParameter("any", destination.isEmpty())
                .setParameter("destination", destination.orElse(""))
                .executeUpdate();
    }

    @Override
    public void forget(LocalDate before) {
        entityManager
                .createQuery("DELETE FROM OutcomeRow o WHERE o.day < :before")
                .setParameter("before", before.toEpochDay())
                .executeUpdate();
        entityManager
                .createQuery("DELETE FROM PendingReport r WHERE r.day < :before")
                .setParameter("before", before.toEpochDay())
                .executeUpdate();
    }
}
