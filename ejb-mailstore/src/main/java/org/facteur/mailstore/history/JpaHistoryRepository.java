package org.facteur.mailstore.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.mailstore.persistence.JdbcRows;
import org.facteur.mailstore.persistence.Rows;

/** The history in the database. */
@ApplicationScoped
public class JpaHistoryRepository implements HistoryRepository {

    private static final String COLUMNS =
            "SELECT id, service, client, helo, tls, account, checks, sender, message_id, size, recipients"
                    + " FROM history_message WHERE ";

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    private JdbcRows rows;

    @Override
    public void add(MessageEntry entry) {
        entityManager.persist(entry);
    }

    @Override
    public void add(QueueEvent event) {
        entityManager.persist(event);
    }

    @Override
    public long nextServer(int numbers) {
        statement("UPDATE history_server SET number = MOD(number + 1, " + numbers + ")")
                .executeUpdate();
        return Rows.number(statement("SELECT number FROM history_server").getSingleResult());
    }

    @Override
    public long last() {
        List<Long> found = new ArrayList<>();
        rows.read(
                "SELECT COALESCE(MAX(id), 0) FROM history_message UNION ALL SELECT COALESCE(MAX(id), 0) FROM"
                        + " history_event",
                row -> found.add(row.getLong(1)));
        return Collections.max(found);
    }

    @Override
    public OptionalLong back(long from, long before, int count) {
        List<Long> found = new ArrayList<>();
        rows.read(
                "SELECT id FROM history_message WHERE id >= ? AND id < ? ORDER BY id DESC OFFSET " + (count - 1)
                        + " ROWS FETCH FIRST 1 ROWS ONLY",
                row -> found.add(row.getLong(1)),
                from,
                before);
        return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(found.get(0));
    }

    @Override
    public List<HistoryItem> find(HistoryQuery query, long from, long before, int count) {
        List<Object> parameters = new ArrayList<>(List.of(from, before));
        StringBuilder sql = new StringBuilder(COLUMNS).append("id >= ? AND id < ?");
        if (!query.messageId().isEmpty()) {
            sql.append(" AND message_id = ?");
            parameters.add(query.messageId().replaceAll("^<|>$", ""));
        }
        if (!query.sender().isEmpty()) {
            sql.append(" AND LOWER(sender) LIKE ? ESCAPE '!'");
            parameters.add(pattern(query.sender()));
        }
        String recipient = query.recipient().toLowerCase(Locale.ROOT);
        if (!recipient.isEmpty()) {
            sql.append(" AND LOWER(recipients) LIKE ? ESCAPE '!'");
            parameters.add(pattern(recipient));
        }
        sql.append(" ORDER BY id DESC FETCH FIRST ").append(count).append(" ROWS ONLY");
        List<HistoryItem> found = new ArrayList<>();
        rows.read(sql.toString(), row -> found.add(item(row)), parameters.toArray());
        return found;
    }

    private static String pattern(String part) {
        return "%" + part.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
    }

    @Override
    public Optional<HistoryItem> find(long id) {
        List<HistoryItem> found = new ArrayList<>();
        rows.read(COLUMNS + "id = ?", row -> found.add(item(row)), id);
        return found.stream().findFirst();
    }

    private static HistoryItem item(ResultSet row) throws SQLException {
        RecipientLines recipients = RecipientLines.read(row.getString(11));
        return new HistoryItem(
                row.getLong(1),
                HistoryIds.time(row.getLong(1)),
                Origin.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getLong(10),
                recipients.fates(),
                recipients.more(),
                Set.of());
    }

    @Override
    public Map<Long, Set<HistoryEvent.What>> later(Collection<Long> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        Map<Long, Set<HistoryEvent.What>> later = new HashMap<>();
        rows.read(
                "SELECT DISTINCT message_id, what FROM history_event WHERE message_id IN ("
                        + String.join(", ", Collections.nCopies(messages.size(), "?")) + ")",
                row -> later.computeIfAbsent(row.getLong(1), id -> EnumSet.noneOf(HistoryEvent.What.class))
                        .add(HistoryEvent.What.valueOf(row.getString(2))),
                messages.toArray());
        return later;
    }

    @Override
    public List<HistoryEvent> events(long message, int count) {
        List<HistoryEvent> events = new ArrayList<>();
        rows.read(
                "SELECT id, recipient, what, host, code, status, said FROM history_event WHERE message_id = ? ORDER BY"
                        + " id FETCH FIRST " + count + " ROWS ONLY",
                row -> events.add(new HistoryEvent(
                        HistoryIds.time(row.getLong(1)),
                        row.getString(2),
                        HistoryEvent.What.valueOf(row.getString(3)),
                        new RemoteAnswer(row.getString(4), row.getInt(5), row.getString(6), row.getString(7)))),
                message);
        return events;
    }

    @Override
    public int removeMessages(long before, int count) {
        return remove("history_message", before, count);
    }

    @Override
    public int removeEvents(long before, int count) {
        return remove("history_event", before, count);
    }

    private int remove(String table, long before, int count) {
        return statement("DELETE FROM " + table + " WHERE id <= (SELECT MAX(o.id) FROM (SELECT id FROM " + table
                        + " WHERE id < ?1 ORDER BY id FETCH FIRST " + count + " ROWS ONLY) o)")
                .setParameter(1, before)
                .executeUpdate();
    }

    private Query statement(String sql) {
        return entityManager.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
    }
}
