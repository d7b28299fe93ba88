package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.content.ContentId;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.pop3.Maildrop;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mime.StructureCodec;
import org.facteur.mailstore.persistence.Rows;
import org.jspecify.annotations.Nullable;

/** The messages in the database. The statements are the same text on every database. */
@ApplicationScoped
public class JpaMessageRepository implements MessageRepository {

    /** The embedded database asks for the type of a parameter that is an operand. */
    private static final String OPERAND = "CAST(?3 AS BIGINT)";

    private static final String MASK = "CAST(?4 AS BIGINT)";

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    private ContentLayouts layouts;

    @Override
    public void add(StoredMessage message) {
        entityManager.persist(message);
    }

    @Override
    public List<FetchedMessage> fetch(MailboxId mailbox, UidSet uids, Set<FetchPart> parts) {
        boolean withStructure = parts.contains(FetchPart.STRUCTURE);
        boolean withHeader = parts.contains(FetchPart.HEADER);
        StringBuilder columns = new StringBuilder("m.uid, m.modseq, m.flags, m.internal_date, m.size, m.content_id");
        String join = "";
        if (withStructure || withHeader) {
            columns.append(", c.head_size, c.header_size");
            columns.append(withStructure ? ", c.structure" : "");
            columns.append(withHeader ? ", c.head" : "");
            join = " JOIN content c ON c.id = m.content_id";
        }
        List<FetchedMessage> fetched = new ArrayList<>();
        for (UidWindow window : UidWindow.of(uids)) {
            Query query = statement("SELECT " + columns + " FROM message m" + join + " WHERE m.mailbox_id = ?1 AND "
                            + window.condition("m.uid", 2) + " ORDER BY m.uid")
                    .setParameter(1, mailbox.value());
            for (Object[] row : Rows.of(window.bind(query, 2))) {
                fetched.add(fetched(row, withStructure, withHeader));
            }
        }
        return fetched;
    }

    private FetchedMessage fetched(Object[] row, boolean withStructure, boolean withHeader) {
        ContentId content = new ContentId(Rows.number(row[5]));
        long size = Rows.number(row[4]);
        MessageStructure structure = null;
        byte[] header = null;
        if (withStructure || withHeader) {
            int headSize = (int) Rows.number(row[6]);
            layouts.remember(content, new ContentLayout(size, headSize));
            structure = withStructure ? StructureCodec.decode(Rows.octets(row[8])) : null;
            header = withHeader ? header(Rows.octets(row[row.length - 1]), Rows.number(row[7])) : null;
        }
        return new FetchedMessage(
                Rows.number(row[0]),
                Rows.number(row[1]),
                Rows.number(row[2]),
                Instant.ofEpochSecond(Rows.number(row[3])),
                size,
                content,
                structure,
                header);
    }

    private static byte @Nullable [] header(byte[] head, long headerSize) {
        if (headerSize > head.length || headerSize > FetchedMessage.MAX_HEADER) {
            return null;
        }
        return headerSize == head.length ? head : Arrays.copyOf(head, (int) headerSize);
    }

    @Override
    public List<Maildrop.Message> list(MailboxId mailbox) {
        List<Maildrop.Message> messages = new ArrayList<>();
        Query query = statement("SELECT uid, size, content_id FROM message WHERE mailbox_id = ?1 ORDER BY mailbox_id, uid")
                .setParameter(1, mailbox.value());
        for (Object[] row : Rows.of(query)) {
            messages.add(
                    new Maildrop.Message(Rows.number(row[0]), Rows.number(row[1]), new ContentId(Rows.number(row[2]))));
        }
        return messages;
    }

    @Override
    public List<MessageFacts> facts(MailboxId mailbox, UidSet uids, long mask) {
        List<MessageFacts> facts = new ArrayList<>();
        for (UidWindow window : UidWindow.of(uids)) {
            Query query = statement("SELECT m.uid, m.flags, m.size FROM message m WHERE m.mailbox_id = ?1 AND "
                            + window.condition("m.uid", 3) + having(mask) + " ORDER BY m.uid")
                    .setParameter(1, mailbox.value());
            bindMask(query, mask);
            for (Object[] row : Rows.of(window.bind(query, 3))) {
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
    public void copy(
            MailboxId source,
            List<MessageFacts> messages,
            Mailbox target,
            long firstUid,
            Map<Integer, Integer> bits,
            long modSeq) {
        long uid = firstUid;
        int from = 0;
        for (UidWindow window : UidWindow.of(MessageFacts.uids(messages))) {
            Query insert = statement("INSERT INTO message"
                            + " (mailbox_id, uid, content_id, internal_date, sent_day, size, flags, modseq)"
                            + " SELECT CAST(?1 AS BIGINT), CAST(?2 AS BIGINT) + ROW_NUMBER() OVER (ORDER BY m.uid),"
                            + " m.content_id, m.internal_date, m.sent_day, m.size, " + translated(bits)
                            + ", CAST(?3 AS BIGINT) FROM message m WHERE m.mailbox_id = ?4 AND "
                            + window.condition("m.uid", 5))
                    .setParameter(1, target.id().value())
                    .setParameter(2, uid - 1)
                    .setParameter(3, modSeq)
                    .setParameter(4, source.value());
            int copied = window.bind(insert, 5).executeUpdate();
            uid += copied;
            from += copied;
        }
        if (from != messages.size()) {
            throw new IllegalStateException(from + " messages copied of " + messages.size());
        }
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
    public void remove(MailboxId mailbox, UidSet uids, long modSeq, Instant now) {
        for (UidWindow window : UidWindow.of(uids)) {
            String where = " FROM message m WHERE m.mailbox_id = ?1 AND " + window.condition("m.uid", 3);
            change(
                            "INSERT INTO expunged (mailbox_id, modseq, uid) SELECT m.mailbox_id, CAST(?2 AS BIGINT), m.uid"
                                    + where,
                            mailbox,
                            window)
                    .setParameter(2, modSeq)
                    .executeUpdate();
            change(
                            "INSERT INTO released_content (content_id, released) SELECT m.content_id, CAST(?2 AS BIGINT)"
                                    + where,
                            mailbox,
                            window)
                    .setParameter(2, now.getEpochSecond())
                    .executeUpdate();
            change("DELETE" + where, mailbox, window).executeUpdate();
        }
    }

    private Query change(String sql, MailboxId mailbox, UidWindow window) {
        return window.bind(statement(sql).setParameter(1, mailbox.value()), 3);
    }

    @Override
    public boolean purge(MailboxId dropped, int count, Instant now) {
        List<?> last = statement("SELECT uid FROM message WHERE mailbox_id = ?1 ORDER BY mailbox_id, uid")
                .setParameter(1, dropped.value())
                .setMaxResults(count)
                .getResultList();
        if (!last.isEmpty()) {
            long through = Rows.number(last.get(last.size() - 1));
            statement("INSERT INTO released_content (content_id, released)"
                            + " SELECT content_id, CAST(?3 AS BIGINT) FROM message WHERE mailbox_id = ?1 AND uid <= ?2")
                    .setParameter(1, dropped.value())
                    .setParameter(2, through)
                    .setParameter(3, now.getEpochSecond())
                    .executeUpdate();
            statement("DELETE FROM message WHERE mailbox_id = ?1 AND uid <= ?2")
                    .setParameter(1, dropped.value())
                    .setParameter(2, through)
                    .executeUpdate();
        }
        if (last.size() == count) {
            return true;
        }
        for (String table : List.of("expunged WHERE mailbox_id", "mailbox WHERE account_id IS NULL AND id")) {
            statement("DELETE FROM " + table + " = ?1")
                    .setParameter(1, dropped.value())
                    .executeUpdate();
        }
        return false;
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
            delete("DELETE FROM content_chunk WHERE content_id", orphans);
            delete("DELETE FROM content WHERE id", orphans);
        }
        delete(
                "DELETE FROM released_content WHERE id",
                released.stream().map(row -> Rows.number(row[0])).toList());
        return released.size();
    }

    /**
     * Content that nothing refers to. It stays so: who copies a message holds the lock of a mailbox in which the message is, and
     * it is there until that transaction ends.
     */
    private List<Long> orphans(List<Long> contentIds) {
        Query query = statement("SELECT c.id, c.size FROM content c WHERE c.id IN ("
                + parameters(contentIds.size())
                + ") AND NOT EXISTS (SELECT 1 FROM message m WHERE m.content_id = c.id)");
        return Rows.of(bindAll(query, contentIds)).stream()
                .map(row -> Rows.number(row[0]))
                .toList();
    }

    private void delete(String sql, List<Long> ids) {
        bindAll(statement(sql + " IN (" + parameters(ids.size()) + ")"), ids).executeUpdate();
    }

    private static String parameters(int count) {
        return "?,".repeat(count - 1) + "?";
    }

    private static Query bindAll(Query query, List<Long> values) {
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query;
    }

    /**
     * A statement of which no pending change of an entity is part: those are written together, at the end of the transaction.
     */
    private Query statement(String sql) {
        return entityManager.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
    }

    /** The mask is parameter 2; without one there is no condition, and no parameter. */
    private static String having(long mask) {
        return mask == 0 ? "" : " AND BITAND(m.flags, CAST(?2 AS BIGINT)) = ?2";
    }

    private static void bindMask(Query query, long mask) {
        if (mask != 0) {
            query.setParameter(2, mask);
        }
    }
}
