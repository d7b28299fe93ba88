package org.facteur.mailstore.removal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.message.Envelope;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.mime.CorruptStructureException;
import org.facteur.mailstore.mime.StructureCodec;
import org.facteur.mailstore.persistence.Rows;
import org.facteur.mailstore.text.HeaderText;
import org.jspecify.annotations.Nullable;

/** What has been removed, in the database. */
@ApplicationScoped
public class JpaRemovalRepository implements RemovalRepository {

    /** Octets of a structure that are enough for the envelope of almost every message. */
    private static final int BEGINNING = 8 << 10;

    private static final String MESSAGES = " FROM removal r JOIN message m ON m.mailbox_id = r.id";
    private static final String TOTALS = "SELECT COUNT(*), COALESCE(SUM(m.size), 0)";

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public void add(Removal removal) {
        entityManager.persist(removal);
    }

    @Override
    public void loseAll(AccountId account) {
        for (String sql : List.of(
                "UPDATE removal SET account_id = NULL, removed = 0 WHERE account_id = ?1",
                "INSERT INTO removal (id, account_id, origin_id, mailbox_name, keywords, removed)"
                        + " SELECT id, NULL, id, name, keywords, 0 FROM mailbox WHERE account_id = ?1",
                "DELETE FROM mailbox WHERE account_id = ?1")) {
            entityManager
                    .createNativeQuery(sql)
                    .setFlushMode(FlushModeType.COMMIT)
                    .setParameter(1, account.value())
                    .executeUpdate();
        }
    }

    @Override
    public List<Removal> lockOlder(Instant before, int count) {
        List<Long> ids = entityManager
                .createQuery(
                        "SELECT r.id FROM Removal r WHERE r.removed < :before ORDER BY r.removed, r.id", Long.class)
                .setParameter("before", before)
                .setMaxResults(count)
                .getResultList();
        return lock(ids);
    }

    private List<Removal> lock(List<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("SELECT r FROM Removal r WHERE r.id IN :ids ORDER BY r.id", Removal.class)
                        .setParameter("ids", ids)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList();
    }

    @Override
    public void remove(Collection<Removal> removals) {
        List<Long> ids = removals.stream().map(Removal::id).toList();
        entityManager
                .createQuery("DELETE FROM Removal r WHERE r.id IN :ids")
                .setParameter("ids", ids)
                .executeUpdate();
    }

    @Override
    public List<Placed> messages(
            AccountId account, RemovedSelection selection, @Nullable RemovedPosition after, int count) {
        Conditions conditions = new Conditions(account, selection);
        if (after != null) {
            conditions.after(after);
        }
        Query query = conditions.bind(entityManager.createNativeQuery(
                "SELECT p.removed, p.id, p.uid, p.origin_id, p.mailbox_name, p.internal_date, p.size, p.content_id,"
                        + " SUBSTRING(c.structure FROM 1 FOR " + BEGINNING + ") FROM (SELECT r.removed, r.id, m.uid,"
                        + " r.origin_id, r.mailbox_name,"
                        + " m.internal_date, m.size, m.content_id"
                        + MESSAGES + conditions + " ORDER BY r.removed DESC, r.id DESC, m.uid DESC LIMIT " + count
                        + ") p JOIN content c ON c.id = p.content_id ORDER BY 1 DESC, 2 DESC, 3 DESC"));
        return Rows.of(query).stream().map(this::placed).toList();
    }

    private Placed placed(Object[] row) {
        RemovedPosition position = new RemovedPosition(Rows.number(row[0]), Rows.number(row[1]), Rows.number(row[2]));
        Envelope envelope = envelope(Rows.octets(row[8]), Rows.number(row[7]));
        return new Placed(
                position,
                new RemovedMessage(
                        new RemovedMessageId(Rows.number(row[3]), position.uid()),
                        new MailboxName((String) row[4]),
                        envelope.subject() == null ? "" : HeaderText.decode(envelope.subject()),
                        envelope.from().stream()
                                .findFirst()
                                .map(JpaRemovalRepository::readable)
                                .orElse(""),
                        Instant.ofEpochSecond(Rows.number(row[5])),
                        Rows.number(row[6]),
                        Instant.ofEpochSecond(position.removed())));
    }

    /** The envelope of a message to thousands is read as a whole: there are few of those. */
    private Envelope envelope(byte[] beginning, long content) {
        try {
            return StructureCodec.decodeEnvelope(beginning);
        } catch (CorruptStructureException e) {
            return entityManager
                    .createQuery("SELECT c.structure FROM StoredContent c WHERE c.id = :id", byte[].class)
                    .setParameter("id", content)
                    .getResultStream()
                    .findFirst()
                    .map(StructureCodec::decodeEnvelope)
                    .orElseThrow(() -> e);
        }
    }

    private static String readable(EmailAddress sender) {
        String address = Stream.of(sender.mailbox(), sender.host())
                .filter(Objects::nonNull)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("@"));
        return sender.name() == null || sender.name().isBlank()
                ? address
                : HeaderText.decode(sender.name()) + " <" + address + ">";
    }

    @Override
    public MessageTotals totals(AccountId account, RemovedSelection selection) {
        Conditions conditions = new Conditions(account, selection);
        return totals(conditions.bind(entityManager.createNativeQuery(TOTALS + MESSAGES + conditions)));
    }

    @Override
    public MessageTotals totals(AccountId account, MailboxId origin, UidSet uids) {
        Conditions conditions = new Conditions(account, RemovedSelection.ALL).of(origin, uids);
        return totals(conditions.bind(entityManager.createNativeQuery(TOTALS + MESSAGES + conditions)));
    }

    private static MessageTotals totals(Query query) {
        Object[] row = Rows.of(query).get(0);
        return new MessageTotals(Rows.number(row[0]), 0, 0, Rows.number(row[1]));
    }

    @Override
    public List<Removal> lockSome(AccountId account, RemovedSelection selection, int count) {
        Conditions conditions = new Conditions(account, selection);
        Query query = conditions.bind(entityManager.createNativeQuery(
                "SELECT r.id, r.origin_id FROM removal r" + conditions + " ORDER BY r.origin_id, r.id LIMIT " + count));
        List<Object[]> rows = Rows.of(query);
        return lock(rows.stream()
                .filter(row -> Rows.number(row[1]) == Rows.number(rows.get(0)[1]))
                .map(row -> Rows.number(row[0]))
                .toList());
    }

    @Override
    public List<Removal> lock(AccountId account, MailboxId origin, UidSet uids) {
        Conditions conditions = new Conditions(account, RemovedSelection.ALL).of(origin, uids);
        List<?> ids = conditions
                .bind(entityManager.createNativeQuery("SELECT DISTINCT r.id" + MESSAGES + conditions))
                .getResultList();
        return lock(ids.stream().map(Rows::number).toList());
    }

    @Override
    public void removeEmpty(Collection<Removal> removals) {
        StringBuilder ids = new StringBuilder();
        removals.forEach(removal -> ids.append(ids.length() == 0 ? "" : ",").append(removal.id()));
        entityManager
                .createNativeQuery("DELETE FROM removal WHERE id IN (" + ids
                        + ") AND NOT EXISTS (SELECT 1 FROM message m WHERE m.mailbox_id = removal.id)")
                .executeUpdate();
    }

    /** Which removals, and which of their messages. */
    private static final class Conditions {

        private final StringBuilder text = new StringBuilder(" WHERE r.account_id = ?1");
        private final List<Object> values = new ArrayList<>();

        Conditions(AccountId account, RemovedSelection selection) {
            values.add(account.value());
            if (selection.mailbox() != null) {
                add(" AND r.mailbox_name = ?", selection.mailbox().value());
            }
            if (selection.from() != null) {
                add(" AND r.removed >= ?", selection.from().getEpochSecond());
            }
            if (selection.until() != null) {
                add(" AND r.removed < ?", selection.until().getEpochSecond());
            }
        }

        private void add(String condition, Object value) {
            values.add(value);
            text.append(condition).append(values.size());
        }

        void after(RemovedPosition position) {
            add(" AND (r.removed < ?", position.removed());
            add(" OR (r.removed = ?", position.removed());
            add(" AND (r.id < ?", position.removal());
            add(" OR (r.id = ?", position.removal());
            add(" AND m.uid < ?", position.uid());
            text.append("))))");
        }

        Conditions of(MailboxId origin, UidSet uids) {
            add(" AND r.origin_id = ?", origin.value());
            text.append(" AND m.uid IN (");
            uids.forEach(uid -> {
                values.add(uid);
                text.append(text.charAt(text.length() - 1) == '(' ? "?" : ",?").append(values.size());
            });
            text.append(')');
            return this;
        }

        Query bind(Query query) {
            for (int i = 0; i < values.size(); i++) {
                query.setParameter(i + 1, values.get(i));
            }
            return query;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
