package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.persistence.JdbcRows;
import org.facteur.mailstore.persistence.Rows;
import org.facteur.mailstore.removal.Removal;

/** The messages in the database. The statements are the same text on every database. */
@ApplicationScoped
public class JpaMessageRepository implements MessageRepository {

    /** The embedded database asks for the type of a parameter that is an operand. */
    private static final String OPERAND = "CAST(?3 AS BIGINT)";

    private static final String MASK = "CAST(?4 AS BIGINT)";

    private static final String PAGE_OF_MAILDROP = "SELECT uid, size, content_id FROM message WHERE mailbox_id = ?"
            + " AND uid > ? ORDER BY mailbox_id, uid LIMIT ?";

    /** Messages that one statement lists: the embedded database writes larger results to a file first. */
    private static final int PAGE = 20_000;

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    private JdbcRows rows;

    @Override
    public void add(StoredMessage message) {
        entityManager.persist(message);
    }

    @Override
    public List<Maildrop.Message> list(MailboxId mailbox) {
        List<Maildrop.Message> messages = new ArrayList<>();
        long last = 0;
        int count;
        do {
            count = rows.read(PAGE_OF_MAILDROP, columns -> messages.add(listed(columns)), mailbox.value(), last, PAGE);
            last = messages.isEmpty() ? last : messages.get(messages.size() - 1).uid();
        } while (count == PAGE);
        return messages;
    }

    private static Maildrop.Message listed(ResultSet columns) throws SQLException {
        return new Maildrop.Message(columns.getLong(1), columns.getLong(2), new ContentId(columns.getLong(3)));
    }

    @Override
    public List<MessageFacts> facts(MailboxId mailbox, UidSet uids, long mask) {
        List<MessageFacts> facts = new ArrayList<>();
        for (UidWindow window : UidWindow.of(uids)) {
            Query query = statement("SELECT m.uid, m.flags, m.size FROM message m WHERE m.mailbox_id = ?1 AND "
                            + window.condition("m.uid", 2) + having("m.flags", mask) + " ORDER BY m.uid")
                    .setParameter(1, mailbox.value());
            for (Object[] row : Rows.of(window.bind(query, 2))) {
                facts.add(new MessageFacts(Rows.number(row[0]), Rows.number(row[1]), Rows.number(row[2])));
            }
        }
        return facts;
    }

    @Override
    public long count(MailboxId mailbox, UidSet uids, long mask, boolean set) {
        long count = 0;
        for (UidWindow window : UidWindow.of(uids)) {
            Query query = statement("SELECT COUNT(*) FROM message m WHERE m.mailbox_id = ?1"
                            + " AND BITAND(m.flags, CAST(?2 AS BIGINT)) = ?3 AND " + window.condition("m.uid", 4))
                    .setParameter(1, mailbox.value())
                    .setParameter(2, mask)
                    .setParameter(3, set ? mask : 0);
            count += Rows.number(window.bind(query, 4).getSingleResult());
        }
        return count;
    }

    @Override
    public UidSet changedSince(MailboxId mailbox, UidSet uids, long modSeq) {
        UidSet.Builder changed = new UidSet.Builder();
        for (UidWindow window : UidWindow.of(uids)) {
            Query query = statement("SELECT m.uid FROM message m WHERE m.mailbox_id = ?1 AND m.modseq > ?2 AND "
                            + window.condition("m.uid", 3) + " ORDER BY m.uid")
                    .setParameter(1, mailbox.value())
                    .setParameter(2, modSeq);
            for (Object uid : window.bind(query, 3).getResultList()) {
                changed.add(Rows.number(uid));
            }
        }
        return changed.build();
    }

    @Override
    public boolean touch(MailboxId mailbox, UidSet uids, long modSeq) {
        long touched = 0;
        for (UidWindow window : UidWindow.of(uids)) {
            Query update = statement(
                            "UPDATE message SET modseq = ?1 WHERE mailbox_id = ?2 AND " + window.condition("uid", 3))
                    .setParameter(1, modSeq)
                    .setParameter(2, mailbox.value());
            touched += window.bind(update, 3).executeUpdate();
        }
        return touched > 0;
    }

    @Override
    public long addFlags(MailboxId mailbox, UidSet uids, long mask, long modSeq) {
        return change(
                mailbox,
                uids,
                "BITOR(flags, " + OPERAND + ")",
                "BITAND(flags, " + MASK + ") <> " + MASK,
                mask,
                mask,
                modSeq);
    }

    @Override
    public long removeFlags(MailboxId mailbox, UidSet uids, long mask, long modSeq) {
        return change(
                mailbox,
                uids,
                "BITAND(flags, " + OPERAND + ")",
                "BITAND(flags, " + MASK + ") <> 0",
                ~mask,
                mask,
                modSeq);
    }

    @Override
    public long replaceFlags(MailboxId mailbox, UidSet uids, long mask, long modSeq) {
        return change(mailbox, uids, OPERAND, "flags <> " + MASK, mask, mask, modSeq);
    }

    private long change(
            MailboxId mailbox, UidSet uids, String flags, String differs, long operand, long mask, long modSeq) {
        long changed = 0;
        for (UidWindow window : UidWindow.of(uids)) {
            Query update = statement("UPDATE message SET flags = " + flags + ", modseq = ?2 WHERE mailbox_id = ?1 AND "
                            + differs + " AND " + window.condition("uid", 5))
                    .setParameter(1, mailbox.value())
                    .setParameter(2, modSeq)
                    .setParameter(3, operand)
                    .setParameter(4, mask);
            changed += window.bind(update, 5).executeUpdate();
        }
        return changed;
    }

    @Override
    public MessageTotals totals(MailboxId mailbox, UidSet uids) {
        MessageTotals totals = MessageTotals.NONE;
        for (UidWindow window : UidWindow.of(uids)) {
            Query query = statement(
                            "SELECT COUNT(*), COALESCE(SUM(m.size), 0) FROM message m WHERE m.mailbox_id = ?1 AND "
                                    + window.condition("m.uid", 2))
                    .setParameter(1, mailbox.value());
            Object[] row = Rows.of(window.bind(query, 2)).get(0);
            totals = totals.plus(new MessageTotals(Rows.number(row[0]), 0, 0, Rows.number(row[1])));
        }
        return totals;
    }

    @Override
    public void copy(
            MailboxId source, UidSet uids, Mailbox target, long firstUid, Map<Integer, Integer> bits, long modSeq) {
        copy(List.of(source.value()), uids, target, firstUid, bits, modSeq);
    }

    private long copy(
            Collection<Long> sources,
            UidSet uids,
            Mailbox target,
            long firstUid,
            Map<Integer, Integer> bits,
            long modSeq) {
        long uid = firstUid;
        int first = 4 + sources.size();
        for (UidWindow window : UidWindow.of(uids)) {
            Query insert = statement("INSERT INTO message"
                            + " (mailbox_id, uid, content_id, internal_date, sent_day, size, flags, modseq)"
                            + " SELECT CAST(?1 AS BIGINT), CAST(?2 AS BIGINT) + ROW_NUMBER() OVER (ORDER BY m.uid),"
                            + " m.content_id, m.internal_date, m.sent_day, m.size, " + translated(bits)
                            + ", CAST(?3 AS BIGINT) FROM message m WHERE " + in("m.mailbox_id", 4, sources.size())
                            + " AND " + window.condition("m.uid", first))
                    .setParameter(1, target.id().value())
                    .setParameter(2, uid - 1)
                    .setParameter(3, modSeq);
            uid += window.bind(bind(insert, 4, sources), first).executeUpdate();
        }
        return uid - firstUid;
    }

    /** The flags of a message of the source in the bits of the target; the bits that mean the same stay together. */
    private static String translated(Map<Integer, Integer> bits) {
        long same = 0;
        StringBuilder moved = new StringBuilder();
        for (Map.Entry<Integer, Integer> bit : bits.entrySet()) {
            long from = 1L << bit.getKey();
            long to = 1L << bit.getValue();
            if (from == to) {
                same |= from;
            } else {
                moved.append(" + CASE WHEN BITAND(m.flags, CAST(").append(from).append(" AS BIGINT)) <> 0 THEN CAST(");
                moved.append(to).append(" AS BIGINT) ELSE 0 END");
            }
        }
        return "BITAND(m.flags, CAST(" + same + " AS BIGINT))" + moved;
    }

    @Override
    public void putAway(MailboxId mailbox, UidSet uids, long mask, Removal removal, long modSeq, Instant now) {
        for (UidWindow window : UidWindow.of(uids)) {
            log(mailbox, window, mask, modSeq, now);
            Query update = statement("UPDATE message SET mailbox_id = ?2 WHERE mailbox_id = ?1 AND "
                            + window.condition("uid", 3) + having("flags", mask))
                    .setParameter(1, mailbox.value())
                    .setParameter(2, removal.id());
            window.bind(update, 3).executeUpdate();
        }
    }

    @Override
    public void remove(MailboxId mailbox, UidSet uids, long modSeq, Instant now) {
        for (UidWindow window : UidWindow.of(uids)) {
            log(mailbox, window, 0, modSeq, now);
            Query delete = statement("DELETE FROM message WHERE mailbox_id = ?1 AND " + window.condition("uid", 2))
                    .setParameter(1, mailbox.value());
            window.bind(delete, 2).executeUpdate();
        }
    }

    @Override
    public void release(MailboxId mailbox, UidSet uids, Instant now) {
        for (UidWindow window : UidWindow.of(uids)) {
            Query insert = statement("INSERT INTO released_content (content_id, released)"
                            + " SELECT content_id, CAST(?2 AS BIGINT) FROM message WHERE mailbox_id = ?1 AND "
                            + window.condition("uid", 3))
                    .setParameter(1, mailbox.value())
                    .setParameter(2, now.getEpochSecond());
            window.bind(insert, 3).executeUpdate();
        }
    }

    /** One row for each run of UIDs without a gap. */
    private void log(MailboxId mailbox, UidWindow window, long mask, long modSeq, Instant now) {
        Query insert = statement("INSERT INTO expunge_log (mailbox_id, modseq, first_uid, last_uid, logged)"
                        + " SELECT CAST(?1 AS BIGINT), CAST(?2 AS BIGINT), MIN(r.uid), MAX(r.uid), CAST(?3 AS BIGINT)"
                        + " FROM (SELECT m.uid, m.uid - ROW_NUMBER() OVER (ORDER BY m.uid) AS run FROM message m"
                        + " WHERE m.mailbox_id = ?4 AND " + window.condition("m.uid", 5) + having("m.flags", mask)
                        + ") r GROUP BY r.run")
                .setParameter(1, mailbox.value())
                .setParameter(2, modSeq)
                .setParameter(3, now.getEpochSecond())
                .setParameter(4, mailbox.value());
        window.bind(insert, 5).executeUpdate();
    }

    @Override
    public long pruneLog(MailboxId mailbox, Instant before, int count) {
        List<?> old = statement("SELECT modseq FROM expunge_log WHERE mailbox_id = ?1 AND logged < ?2"
                        + " ORDER BY mailbox_id, modseq")
                .setParameter(1, mailbox.value())
                .setParameter(2, before.getEpochSecond())
                .setMaxResults(count)
                .getResultList();
        if (old.isEmpty()) {
            return 0;
        }
        long through = Rows.number(old.get(old.size() - 1));
        statement("DELETE FROM expunge_log WHERE mailbox_id = ?1 AND modseq <= ?2")
                .setParameter(1, mailbox.value())
                .setParameter(2, through)
                .executeUpdate();
        return through;
    }

    @Override
    public List<MailboxId> withOldLog(Instant before, int count) {
        List<MailboxId> mailboxes = new ArrayList<>();
        for (Object id : statement("SELECT DISTINCT mailbox_id FROM expunge_log WHERE logged < ?1 ORDER BY mailbox_id")
                .setParameter(1, before.getEpochSecond())
                .setMaxResults(count)
                .getResultList()) {
            mailboxes.add(new MailboxId(Rows.number(id)));
        }
        return mailboxes;
    }

    @Override
    public List<MessageFacts> facts(Collection<Removal> removals, UidSet uids, int count) {
        List<Long> ids = removals.stream().map(Removal::id).toList();
        int first = 1 + ids.size();
        List<MessageFacts> facts = new ArrayList<>();
        for (UidWindow window : UidWindow.of(uids)) {
            Query query = statement("SELECT m.uid, m.flags, m.size FROM message m WHERE "
                            + in("m.mailbox_id", 1, ids.size()) + " AND " + window.condition("m.uid", first)
                            + " ORDER BY m.uid")
                    .setMaxResults(count);
            for (Object[] row : Rows.of(window.bind(bind(query, 1, ids), first))) {
                facts.add(new MessageFacts(Rows.number(row[0]), Rows.number(row[1]), Rows.number(row[2])));
            }
        }
        return facts;
    }

    @Override
    public void restore(
            Collection<Removal> removals,
            UidSet uids,
            Mailbox target,
            long firstUid,
            Map<Integer, Integer> bits,
            long modSeq) {
        List<Long> ids = removals.stream().map(Removal::id).toList();
        copy(ids, uids, target, firstUid, bits, modSeq);
        int first = 1 + ids.size();
        for (UidWindow window : UidWindow.of(uids)) {
            Query delete = statement("DELETE FROM message WHERE " + in("mailbox_id", 1, ids.size()) + " AND "
                    + window.condition("uid", first));
            window.bind(bind(delete, 1, ids), first).executeUpdate();
        }
    }

    @Override
    public boolean purge(Collection<Removal> removals, int count, Instant now) {
        List<Long> ids = removals.stream().map(Removal::id).sorted().toList();
        String among = in("mailbox_id", 1, ids.size());
        List<Object[]> rows = Rows.of(bind(
                        statement("SELECT mailbox_id, uid FROM message WHERE " + among + " ORDER BY mailbox_id, uid"),
                        1,
                        ids)
                .setMaxResults(count));
        if (rows.isEmpty()) {
            return false;
        }
        Object[] last = rows.get(rows.size() - 1);
        int next = 1 + ids.size();
        String through = " WHERE " + among + " AND (mailbox_id < ?" + next + " OR (mailbox_id = ?" + next
                + " AND uid <= ?" + (next + 1) + "))";
        for (String sql : List.of(
                "INSERT INTO released_content (content_id, released) SELECT content_id, CAST(" + now.getEpochSecond()
                        + " AS BIGINT) FROM message",
                "DELETE FROM message_annotation",
                "DELETE FROM message")) {
            bind(statement(sql + through), 1, ids)
                    .setParameter(next, Rows.number(last[0]))
                    .setParameter(next + 1, Rows.number(last[1]))
                    .executeUpdate();
        }
        return rows.size() == count;
    }

    @Override
    public int collect(Instant before, int count) {
        Query query = statement("SELECT id, content_id FROM released_content WHERE released < ?1 ORDER BY id")
                .setParameter(1, before.getEpochSecond())
                .setMaxResults(count);
        List<Object[]> released = Rows.of(query);
        if (released.isEmpty()) {
            return 0;
        }
        List<Long> orphans = orphans(
                released.stream().map(row -> Rows.number(row[1])).distinct().toList());
        if (!orphans.isEmpty()) {
            delete("DELETE FROM content_chunk WHERE", "content_id", orphans);
            delete("DELETE FROM content WHERE", "id", orphans);
        }
        delete(
                "DELETE FROM released_content WHERE",
                "id",
                released.stream().map(row -> Rows.number(row[0])).toList());
        return released.size();
    }

    /**
     * Content that nothing refers to. It stays so: who copies a message holds the lock of a mailbox in which the message is, and
     * it is there until that transaction ends.
     */
    private List<Long> orphans(List<Long> contentIds) {
        Query query = statement("SELECT c.id, c.size FROM content c WHERE " + in("c.id", 1, contentIds.size())
                + " AND NOT EXISTS (SELECT 1 FROM message m WHERE m.content_id = c.id)"
                + " AND NOT EXISTS (SELECT 1 FROM queue_message q WHERE q.content_id = c.id)");
        return Rows.of(bind(query, 1, contentIds)).stream()
                .map(row -> Rows.number(row[0]))
                .toList();
    }

    private void delete(String sql, String column, List<Long> ids) {
        bind(statement(sql + " " + in(column, 1, ids.size())), 1, ids).executeUpdate();
    }

    private static String in(String column, int first, int count) {
        if (count == 1) {
            return column + " = ?" + first;
        }
        StringBuilder condition = new StringBuilder(column).append(" IN (");
        for (int i = 0; i < count; i++) {
            condition.append(i == 0 ? "?" : ",?").append(first + i);
        }
        return condition.append(')').toString();
    }

    private static Query bind(Query query, int first, Collection<Long> values) {
        int parameter = first;
        for (Long value : values) {
            query.setParameter(parameter++, value);
        }
        return query;
    }

    /**
     * A statement of which no pending change of an entity is part: those are written together, at the end of the transaction.
     */
    private Query statement(String sql) {
        return entityManager.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
    }

    /** Only with all the flags of the mask. */
    private static String having(String flags, long mask) {
        return mask == 0 ? "" : " AND BITAND(" + flags + ", CAST(" + mask + " AS BIGINT)) = " + mask;
    }
}
