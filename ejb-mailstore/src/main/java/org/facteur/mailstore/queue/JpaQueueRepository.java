package org.facteur.mailstore.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.facteur.mailstore.persistence.JdbcRows;
import org.facteur.mailstore.persistence.Rows;

/** The queue in the database. */
@ApplicationScoped
public class JpaQueueRepository implements QueueRepository {

    /** Attempts at one recipient that are kept: with the usual pauses all that there are. */
    static final int KEPT_ATTEMPTS = 50;

    private static final String IN_REACH = " AND NOT EXISTS"
            + " (SELECT 1 FROM queue_destination d WHERE d.name = r.destination AND d.not_before > %s)"
            + " AND NOT EXISTS (SELECT 1 FROM queue_pause p WHERE p.name = r.destination)";

    private static final String DESTINATIONS = "SELECT n.name, COUNT(r.id), SUM(CASE WHEN r.due = ? THEN 1 ELSE 0 END),"
            + " MAX(d.not_before), MAX(p.since) FROM (%s) n"
            + " LEFT JOIN queue_recipient r ON r.destination = n.name"
            + " LEFT JOIN queue_destination d ON d.name = n.name AND d.not_before > ?"
            + " LEFT JOIN queue_pause p ON p.name = n.name GROUP BY n.name ORDER BY n.name";

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    private JdbcRows rows;

    @Override
    public void add(MessageRow message) {
        entityManager.persist(message);
    }

    @Override
    public void add(RecipientRow recipient) {
        entityManager.persist(recipient);
    }

    @Override
    public void add(AttemptRow attempt, RecipientRow recipient) {
        entityManager.persist(attempt);
        if (recipient.attempts() > KEPT_ATTEMPTS) {
            statement("DELETE FROM queue_attempt WHERE recipient_id = ?1 AND number <= ?2")
                    .setParameter(1, recipient.id())
                    .setParameter(2, recipient.attempts() - KEPT_ATTEMPTS)
                    .executeUpdate();
        }
    }

    @Override
    public List<AttemptRow> attempts(long recipient) {
        return entityManager
                .createQuery(
                        "SELECT a FROM AttemptRow a WHERE a.recipientId = :recipient ORDER BY a.number DESC",
                        AttemptRow.class)
                .setParameter("recipient", recipient)
                .setMaxResults(KEPT_ATTEMPTS)
                .getResultList();
    }

    @Override
    public List<String> due(Instant now, int limit) {
        List<String> due = new ArrayList<>();
        rows.read(
                "SELECT DISTINCT r.destination FROM queue_recipient r WHERE r.due <= ?" + IN_REACH.formatted("?")
                        + " FETCH FIRST " + limit + " ROWS ONLY",
                row -> due.add(row.getString(1)),
                now.getEpochSecond(),
                now.getEpochSecond());
        return due;
    }

    @Override
    public List<Claimed> claim(String destination, long claim, String server, Instant now, Instant until, int limit) {
        List<?> found = statement("SELECT r.id FROM queue_recipient r WHERE r.destination = ?1 AND r.due <= ?2"
                        + IN_REACH.formatted("?2") + " ORDER BY r.due, r.id FETCH FIRST " + limit
                        + " ROWS ONLY FOR UPDATE SKIP LOCKED")
                .setParameter(1, destination)
                .setParameter(2, now.getEpochSecond())
                .getResultList();
        if (found.isEmpty()) {
            return List.of();
        }
        Map<Long, Integer> order = new HashMap<>();
        found.forEach(id -> order.put(Rows.number(id), order.size()));
        List<Long> ids = List.copyOf(order.keySet());
        entityManager
                .createQuery(
                        "UPDATE RecipientRow r SET r.claim = :claim, r.server = :server, r.due = :until WHERE r.id IN"
                                + " :ids")
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("claim", claim)
                .setParameter("server", server)
                .setParameter("until", until)
                .setParameter("ids", ids)
                .executeUpdate();
        List<Claimed> claimed = new ArrayList<>();
        for (Object[] row : entityManager
                .createQuery(
                        "SELECT m, r FROM RecipientRow r JOIN MessageRow m ON m.id = r.messageId WHERE r.id IN :ids",
                        Object[].class)
                .setParameter("ids", ids)
                .getResultList()) {
            claimed.add(new Claimed((MessageRow) row[0], (RecipientRow) row[1]));
        }
        claimed.sort(Comparator.comparing(
                each -> Objects.requireNonNull(order.get(each.recipient().id()))));
        return claimed;
    }

    @Override
    public int release(String server, Instant now) {
        return entityManager
                .createQuery(
                        "UPDATE RecipientRow r SET r.claim = 0, r.due = :now WHERE r.claim <> 0 AND r.server = :server")
                .setParameter("now", now)
                .setParameter("server", server)
                .executeUpdate();
    }

    @Override
    public void extend(Collection<Long> recipients, Collection<Long> claims, Instant until) {
        entityManager
                .createQuery("UPDATE RecipientRow r SET r.due = :until WHERE r.id IN :ids AND r.claim IN :claims")
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("until", until)
                .setParameter("ids", recipients)
                .setParameter("claims", claims)
                .executeUpdate();
    }

    @Override
    public Optional<MessageRow> lock(Long message) {
        return Optional.ofNullable(entityManager.find(MessageRow.class, message, LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public List<RecipientRow> lockClaimed(long message, long claim) {
        return entityManager
                .createQuery(
                        "SELECT r FROM RecipientRow r WHERE r.messageId = :message AND r.claim = :claim ORDER BY r.id",
                        RecipientRow.class)
                .setParameter("message", message)
                .setParameter("claim", claim)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Override
    public List<RecipientRow> lockLate(long message, Instant now) {
        return entityManager
                .createQuery(
                        "SELECT r FROM RecipientRow r WHERE r.messageId = :message AND r.look <= :now"
                                + " AND (r.claim = 0 OR r.due <= :now) AND r.due <> :never ORDER BY r.id",
                        RecipientRow.class)
                .setParameter("message", message)
                .setParameter("now", now)
                .setParameter("never", RecipientRow.NEVER)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Override
    public List<Long> dueMessages(String destination, Instant now, int limit) {
        List<Long> due = new ArrayList<>();
        rows.read(
                "SELECT r.message_id, MIN(r.due) FROM queue_recipient r WHERE r.destination = ? AND r.due <= ?"
                        + " AND NOT EXISTS (SELECT 1 FROM queue_pause p WHERE p.name = r.destination)"
                        + " GROUP BY r.message_id ORDER BY 2, 1 FETCH FIRST " + limit + " ROWS ONLY",
                row -> due.add(row.getLong(1)),
                destination,
                now.getEpochSecond());
        return due;
    }

    @Override
    public List<RecipientRow> lockDue(long message, String destination, Instant now) {
        return entityManager
                .createQuery(
                        "SELECT r FROM RecipientRow r WHERE r.messageId = :message AND r.destination = :destination"
                                + " AND r.due <= :now ORDER BY r.id",
                        RecipientRow.class)
                .setParameter("message", message)
                .setParameter("destination", destination)
                .setParameter("now", now)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Override
    public void remove(RecipientRow recipient) {
        entityManager.remove(recipient);
    }

    @Override
    public void removeIfDone(MessageRow message, Instant now) {
        entityManager.flush();
        int removed = statement("DELETE FROM queue_message WHERE id = ?1"
                        + " AND NOT EXISTS (SELECT 1 FROM queue_recipient r WHERE r.message_id = ?1)")
                .setParameter(1, message.id())
                .executeUpdate();
        if (removed > 0) {
            statement("INSERT INTO released_content (content_id, released) VALUES (?1, ?2)")
                    .setParameter(1, message.content().value())
                    .setParameter(2, now.getEpochSecond())
                    .executeUpdate();
        }
    }

    @Override
    public List<Long> late(Instant now, int limit) {
        List<Long> late = new ArrayList<>();
        rows.read(
                "SELECT DISTINCT message_id FROM queue_recipient WHERE look <= ? AND (claim = 0 OR due <= ?)"
                        + " AND due <> ? FETCH FIRST " + limit + " ROWS ONLY",
                row -> late.add(row.getLong(1)),
                now.getEpochSecond(),
                now.getEpochSecond(),
                RecipientRow.NEVER.getEpochSecond());
        return late;
    }

    @Override
    public void reached(String destination) {
        statement("DELETE FROM queue_destination WHERE name = ?1")
                .setParameter(1, destination)
                .executeUpdate();
    }

    @Override
    public void unreached(String destination, Instant now, IntFunction<Duration> pause) {
        List<Object[]> known =
                Rows.of(statement("SELECT failures, not_before FROM queue_destination WHERE name = ?1 FOR UPDATE")
                        .setParameter(1, destination));
        if (known.isEmpty()) {
            statement("INSERT INTO queue_destination (name, failures, not_before) VALUES (?1, 1, ?2)")
                    .setParameter(1, destination)
                    .setParameter(2, now.plus(pause.apply(1)).getEpochSecond())
                    .executeUpdate();
            return;
        }
        if (Rows.number(known.get(0)[1]) > now.getEpochSecond()) {
            // Somebody else has found the same, a moment ago.
            return;
        }
        int failures = (int) Math.min(1_000, Rows.number(known.get(0)[0]) + 1);
        statement("UPDATE queue_destination SET failures = ?2, not_before = ?3 WHERE name = ?1")
                .setParameter(1, destination)
                .setParameter(2, failures)
                .setParameter(3, now.plus(pause.apply(failures)).getEpochSecond())
                .executeUpdate();
    }

    @Override
    public List<Claimed> find(QueueSelection selection, long after, int count, Instant now) {
        Query query = entityManager
                .createQuery(
                        "SELECT m, r FROM RecipientRow r JOIN MessageRow m ON m.id = r.messageId WHERE r.id > :after"
                                + condition(selection) + " ORDER BY r.id")
                .setParameter("after", after)
                .setMaxResults(count);
        List<Claimed> found = new ArrayList<>();
        for (Object[] row : Rows.of(bind(query, selection, now))) {
            found.add(new Claimed((MessageRow) row[0], (RecipientRow) row[1]));
        }
        return found;
    }

    @Override
    public QueueCounts count(Instant now) {
        List<QueueCounts> counts = new ArrayList<>();
        rows.read(
                "SELECT COUNT(*), SUM(CASE WHEN due = ? THEN 1 ELSE 0 END),"
                        + " SUM(CASE WHEN claim <> 0 AND due > ? AND due <> ? THEN 1 ELSE 0 END),"
                        + " COUNT(DISTINCT destination), (SELECT COUNT(*) FROM queue_pause) FROM queue_recipient",
                row -> {
                    long held = row.getLong(2);
                    long working = row.getLong(3);
                    counts.add(new QueueCounts(
                            row.getLong(1) - held - working, working, held, row.getLong(4), row.getLong(5)));
                },
                RecipientRow.NEVER.getEpochSecond(),
                now.getEpochSecond(),
                RecipientRow.NEVER.getEpochSecond());
        return counts.get(0);
    }

    @Override
    public List<QueuedDestination> destinations(String filter, String after, int count, Instant now) {
        String where = " > ? AND %s LIKE ? ESCAPE '!'";
        String pattern = pattern(filter);
        return destinations(
                "SELECT name FROM (SELECT DISTINCT destination AS name FROM queue_recipient WHERE destination"
                        + where.formatted("destination") + " UNION SELECT name FROM queue_pause WHERE name"
                        + where.formatted("name") + ") every_name ORDER BY name FETCH FIRST " + count + " ROWS ONLY",
                now,
                after,
                pattern,
                after,
                pattern);
    }

    @Override
    public Optional<QueuedDestination> destination(String name, Instant now) {
        return destinations(
                        "SELECT destination AS name FROM queue_recipient WHERE destination = ?"
                                + " UNION SELECT name FROM queue_pause WHERE name = ?",
                        now,
                        name,
                        name)
                .stream()
                .findFirst();
    }

    /** @param parameters of the statement that selects the names */
    private List<QueuedDestination> destinations(String names, Instant now, Object... parameters) {
        List<Object> all = new ArrayList<>();
        all.add(RecipientRow.NEVER.getEpochSecond());
        all.addAll(List.of(parameters));
        all.add(now.getEpochSecond());
        List<QueuedDestination> found = new ArrayList<>();
        rows.read(
                DESTINATIONS.formatted(names),
                row -> found.add(new QueuedDestination(
                        row.getString(1), row.getLong(2), row.getLong(3), moment(row, 4), moment(row, 5))),
                all.toArray());
        return found;
    }

    private static Optional<Instant> moment(ResultSet row, int column) throws SQLException {
        long seconds = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }

    @Override
    public Optional<Long> messageOf(long recipient) {
        return entityManager
                .createQuery("SELECT r.messageId FROM RecipientRow r WHERE r.id = :id", Long.class)
                .setParameter("id", recipient)
                .getResultStream()
                .findFirst();
    }

    @Override
    public Optional<RecipientRow> lockRecipient(long recipient) {
        return Optional.ofNullable(entityManager.find(RecipientRow.class, recipient, LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public int reschedule(QueueSelection selection, Instant now, Instant due) {
        return change(selection, now, due, " AND r.due <> :never AND (r.claim = 0 OR r.due <= :now)");
    }

    @Override
    public int hold(QueueSelection selection, Instant now) {
        return change(selection, now, RecipientRow.NEVER, " AND r.due <> :never AND (r.claim = 0 OR r.due <= :now)");
    }

    @Override
    public int release(QueueSelection selection, Instant now) {
        return change(selection, now, now, " AND r.due = :never AND r.due > :now");
    }

    private int change(QueueSelection selection, Instant now, Instant due, String where) {
        Query query = entityManager
                .createQuery("UPDATE RecipientRow r SET r.due = :due, r.claim = 0 WHERE r.id > 0"
                        + where
                        + condition(selection))
                .setParameter("due", due)
                .setParameter("now", now)
                .setParameter("never", RecipientRow.NEVER);
        return bind(query, selection, now).executeUpdate();
    }

    private static String condition(QueueSelection selection) {
        return (selection.ids().isEmpty() ? "" : " AND r.id IN :ids")
                + (selection.destination().isEmpty() ? "" : " AND r.destination = :destination")
                + (selection.recipient().isEmpty() ? "" : " AND LOWER(r.address) LIKE :recipient ESCAPE '!'")
                + (selection.sender().isEmpty()
                        ? ""
                        : " AND r.messageId IN (SELECT s.id FROM MessageRow s WHERE LOWER(s.reversePath) LIKE :sender"
                                + " ESCAPE '!')")
                + (selection.before().isEmpty()
                        ? ""
                        : " AND r.messageId IN (SELECT o.id FROM MessageRow o WHERE o.received <= :before)")
                + selection.state().map(JpaQueueRepository::condition).orElse("");
    }

    private static String condition(QueuedItem.State state) {
        return switch (state) {
            case HELD -> " AND r.due = :never";
            case WORKING -> " AND r.due <> :never AND r.claim <> 0 AND r.due > :now";
            case WAITING -> " AND r.due <> :never AND (r.claim = 0 OR r.due <= :now)";
        };
    }

    private static Query bind(Query query, QueueSelection selection, Instant now) {
        if (!selection.ids().isEmpty()) {
            query.setParameter("ids", selection.ids());
        }
        if (!selection.destination().isEmpty()) {
            query.setParameter("destination", selection.destination().toLowerCase(Locale.ROOT));
        }
        if (!selection.recipient().isEmpty()) {
            query.setParameter("recipient", pattern(selection.recipient()));
        }
        if (!selection.sender().isEmpty()) {
            query.setParameter("sender", pattern(selection.sender()));
        }
        selection.before().ifPresent(before -> query.setParameter("before", before));
        selection.state().ifPresent(state -> {
            query.setParameter("never", RecipientRow.NEVER);
            if (state != QueuedItem.State.HELD) {
                query.setParameter("now", now);
            }
        });
        return query;
    }

    private static String pattern(String part) {
        return "%" + part.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
    }

    @Override
    public void forgetReach(Instant before) {
        entityManager
                .createQuery("DELETE FROM DestinationRow d WHERE d.notBefore < :before")
                .setParameter("before", before)
                .executeUpdate();
    }

    @Override
    public void forgetReach(QueueSelection selection, Instant now) {
        boolean isAll = selection.equals(QueueSelection.ALL);
        String theirs = " WHERE d.name IN (SELECT r.destination FROM RecipientRow r WHERE r.id > 0"
                + condition(selection) + ")";
        bind(entityManager.createQuery("DELETE FROM DestinationRow d" + (isAll ? "" : theirs)), selection, now)
                .executeUpdate();
    }

    @Override
    public boolean pause(String destination, Instant now) {
        return statement("INSERT INTO queue_pause (name, since) SELECT ?1, ?2"
                                + " WHERE NOT EXISTS (SELECT 1 FROM queue_pause WHERE name = ?1)")
                        .setParameter(1, destination)
                        .setParameter(2, now.getEpochSecond())
                        .executeUpdate()
                > 0;
    }

    @Override
    public boolean resume(String destination) {
        return statement("DELETE FROM queue_pause WHERE name = ?1")
                        .setParameter(1, destination)
                        .executeUpdate()
                > 0;
    }

    private Query statement(String sql) {
        return entityManager.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
    }
}
