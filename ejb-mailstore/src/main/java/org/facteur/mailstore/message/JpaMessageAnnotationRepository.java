package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ChangedAnnotations;
import org.facteur.api.imap.ChangedAnnotations.Change;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.persistence.JdbcRows;
import org.facteur.mailstore.persistence.Rows;
import org.facteur.mailstore.removal.Removal;

/** The annotations of messages in the database. The statements are the same text on every database. */
@ApplicationScoped
public class JpaMessageAnnotationRepository implements MessageAnnotationRepository {

    /** Rows that one statement adds. */
    private static final int ADDED = 50;

    private static final String SEEN_BY = "(owner_id = " + EVERYBODY + " OR owner_id = ?)";

    private static final String FIND = "SELECT uid, owner_id, path, octets FROM message_annotation"
            + " WHERE mailbox_id = ? AND octets IS NOT NULL AND " + SEEN_BY + " AND uid BETWEEN ? AND ?";

    private static final String CHANGED = "SELECT uid, path, MAX(modseq) FROM message_annotation"
            + " WHERE mailbox_id = ? AND modseq > ? AND modseq <= ? AND uid > ? AND " + SEEN_BY
            + " GROUP BY uid, path ORDER BY uid, path FETCH FIRST " + ChangedAnnotations.PAGE + " ROWS ONLY";

    /** Databases order names by rules of their own. */
    private static final Comparator<MessageAnnotation> BY_NAME =
            Comparator.comparing(MessageAnnotation::entry).thenComparing(MessageAnnotation::scope);

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    private JdbcRows rows;

    @Override
    public Map<Long, List<MessageAnnotation>> find(
            AccountId account, MailboxId mailbox, UidSet uids, List<EntryPattern> entries) {
        Map<Long, List<MessageAnnotation>> found = new HashMap<>();
        boolean exact = entries.stream().allMatch(EntryPattern::isExact);
        String among = exact ? " AND path IN (?" + ",?".repeat(entries.size() - 1) + ")" : "";
        for (UidWindow window : UidWindow.of(uids)) {
            List<Object> parameters =
                    new ArrayList<>(List.of(mailbox.value(), account.value(), window.first(), window.last()));
            if (exact) {
                entries.forEach(entry -> parameters.add(entry.text()));
            }
            rows.read(
                    FIND + among,
                    row -> {
                        long uid = row.getLong(1);
                        String path = row.getString(3);
                        if (uids.contains(uid) && entries.stream().anyMatch(entry -> entry.matches(path))) {
                            Scope scope = row.getLong(2) == EVERYBODY ? Scope.SHARED : Scope.PRIVATE;
                            found.computeIfAbsent(uid, any -> new ArrayList<>())
                                    .add(new MessageAnnotation(path, scope, row.getBytes(4)));
                        }
                    },
                    parameters.toArray());
        }
        found.values().forEach(each -> each.sort(BY_NAME));
        return found;
    }

    @Override
    public ChangedAnnotations changed(AccountId account, MailboxId mailbox, long since, long upTo, long afterUid) {
        List<Change> changes = new ArrayList<>();
        int count = rows.read(
                CHANGED,
                row -> changes.add(new Change(row.getLong(1), row.getString(2), row.getLong(3))),
                mailbox.value(),
                since,
                upTo,
                afterUid,
                account.value());
        if (count < ChangedAnnotations.PAGE) {
            return new ChangedAnnotations(changes, true);
        }
        // Of the last message there may be more: a message has far fewer than a page of them.
        long last = changes.get(changes.size() - 1).uid();
        changes.removeIf(change -> change.uid() == last);
        return new ChangedAnnotations(changes, false);
    }

    @Override
    public long octets(MailboxId mailbox, UidSet uids) {
        long octets = 0;
        for (UidWindow window : UidWindow.of(uids)) {
            Query query = statement("SELECT COALESCE(SUM(" + OCTETS + "), 0) FROM message_annotation"
                            + " WHERE mailbox_id = ?1 AND " + window.condition("uid", 2))
                    .setParameter(1, mailbox.value());
            octets += Rows.number(window.bind(query, 2).getSingleResult());
        }
        return octets;
    }

    @Override
    public long octets(AccountId owner, Collection<MailboxId> without) {
        StringBuilder others = new StringBuilder();
        without.forEach(id -> others.append(" AND id <> ").append(id.value()));
        return Rows.number(
                statement("SELECT COALESCE(SUM(annotation_octets), 0) FROM mailbox WHERE account_id = ?1" + others)
                        .setParameter(1, owner.value())
                        .getSingleResult());
    }

    @Override
    public void set(AccountId account, MailboxId mailbox, UidSet uids, MessageAnnotation annotation, long modSeq) {
        byte[] value = annotation.value();
        for (UidWindow window : UidWindow.of(uids)) {
            if (value == null) {
                takeAway(account, mailbox, window, annotation, modSeq);
            } else {
                put(account, mailbox, window, annotation, value, modSeq);
            }
        }
    }

    private void takeAway(
            AccountId account, MailboxId mailbox, UidWindow window, MessageAnnotation annotation, long modSeq) {
        Query update = statement("UPDATE message_annotation SET octets = NULL, modseq = ?1 WHERE mailbox_id = ?2"
                        + " AND owner_id = ?3 AND path = ?4 AND octets IS NOT NULL AND " + window.condition("uid", 5))
                .setParameter(1, modSeq)
                .setParameter(2, mailbox.value())
                .setParameter(3, owner(account, annotation.scope()))
                .setParameter(4, annotation.entry());
        window.bind(update, 5).executeUpdate();
    }

    private void put(
            AccountId account,
            MailboxId mailbox,
            UidWindow window,
            MessageAnnotation annotation,
            byte[] value,
            long modSeq) {
        long owner = owner(account, annotation.scope());
        Query delete = statement("DELETE FROM message_annotation WHERE mailbox_id = ?1 AND owner_id = ?2 AND path = ?3"
                        + " AND " + window.condition("uid", 4))
                .setParameter(1, mailbox.value())
                .setParameter(2, owner)
                .setParameter(3, annotation.entry());
        window.bind(delete, 4).executeUpdate();
        Query insert = statement("INSERT INTO message_annotation (mailbox_id, uid, owner_id, path, octets, modseq)"
                        + " SELECT m.mailbox_id, m.uid, CAST(?1 AS BIGINT), CAST(?2 AS VARCHAR(250)),"
                        + " CAST(?3 AS BYTEA), CAST(?4 AS BIGINT) FROM message m WHERE m.mailbox_id = ?5 AND "
                        + window.condition("m.uid", 6))
                .setParameter(1, owner)
                .setParameter(2, annotation.entry())
                .setParameter(3, value)
                .setParameter(4, modSeq)
                .setParameter(5, mailbox.value());
        window.bind(insert, 6).executeUpdate();
    }

    @Override
    public void add(AccountId account, MailboxId mailbox, Map<Long, List<MessageAnnotation>> annotations, long modSeq) {
        List<Object[]> added = new ArrayList<>();
        annotations.forEach((uid, each) -> each.forEach(annotation -> added.add(
                new Object[] {uid, owner(account, annotation.scope()), annotation.entry(), annotation.value()})));
        for (int from = 0; from < added.size(); from += ADDED) {
            List<Object[]> some = added.subList(from, Math.min(added.size(), from + ADDED));
            StringBuilder sql = new StringBuilder(
                    "INSERT INTO message_annotation (mailbox_id, modseq, uid, owner_id, path, octets) VALUES ");
            for (int row = 0; row < some.size(); row++) {
                int first = 3 + 4 * row;
                sql.append(row == 0 ? "(?1, ?2" : ", (?1, ?2");
                for (int column = 0; column < 4; column++) {
                    sql.append(", ?").append(first + column);
                }
                sql.append(')');
            }
            Query insert =
                    statement(sql.toString()).setParameter(1, mailbox.value()).setParameter(2, modSeq);
            for (int row = 0; row < some.size(); row++) {
                for (int column = 0; column < 4; column++) {
                    insert.setParameter(3 + 4 * row + column, some.get(row)[column]);
                }
            }
            insert.executeUpdate();
        }
    }

    @Override
    public boolean exceeds(MailboxId mailbox, UidSet uids) {
        boolean exceeds = false;
        for (UidWindow window : UidWindow.of(uids)) {
            Query query = statement("SELECT COUNT(octets), COUNT(*) FROM message_annotation WHERE mailbox_id = ?1 AND "
                            + window.condition("uid", 2) + " GROUP BY uid, owner_id HAVING COUNT(octets) > "
                            + MessageAnnotation.MAX_ENTRIES + " OR COUNT(*) > " + 2 * MessageAnnotation.MAX_ENTRIES)
                    .setParameter(1, mailbox.value());
            List<Object[]> full = Rows.of(window.bind(query, 2));
            exceeds |= full.stream().anyMatch(row -> Rows.number(row[0]) > MessageAnnotation.MAX_ENTRIES);
            if (!full.isEmpty()) {
                Query delete = statement("DELETE FROM message_annotation WHERE mailbox_id = ?1 AND octets IS NULL AND "
                                + window.condition("uid", 2))
                        .setParameter(1, mailbox.value());
                window.bind(delete, 2).executeUpdate();
            }
        }
        return exceeds;
    }

    @Override
    public long copy(
            AccountId account,
            MailboxId source,
            UidSet uids,
            MailboxId target,
            long firstUid,
            Set<Scope> scopes,
            long modSeq) {
        if (scopes.isEmpty()) {
            return 0;
        }
        String owners = scopes.stream()
                .map(scope -> String.valueOf(owner(account, scope)))
                .collect(Collectors.joining(",", " AND a.owner_id IN (", ")"));
        return copy(List.of(source.value()), uids, owners, target, firstUid, modSeq);
    }

    /** Neighbours in the set become neighbours: what is the n-th message there gets the n-th of the new UIDs. */
    private long copy(
            Collection<Long> sources, UidSet uids, String owners, MailboxId target, long firstUid, long modSeq) {
        String among = sources.stream().map(String::valueOf).collect(Collectors.joining(",", " IN (", ")"));
        long next = firstUid;
        for (UidWindow window : UidWindow.of(uids)) {
            Query insert = statement("INSERT INTO message_annotation (mailbox_id, uid, owner_id, path, octets, modseq)"
                            + " SELECT CAST(?1 AS BIGINT), CAST(?2 AS BIGINT) + r.n, a.owner_id, a.path, a.octets,"
                            + " CAST(?3 AS BIGINT) FROM message_annotation a JOIN (SELECT m.mailbox_id, m.uid,"
                            + " ROW_NUMBER() OVER (ORDER BY m.uid) AS n FROM message m WHERE m.mailbox_id" + among
                            + " AND " + window.condition("m.uid", 4) + ") r"
                            + " ON r.mailbox_id = a.mailbox_id AND r.uid = a.uid"
                            + " WHERE a.octets IS NOT NULL" + owners)
                    .setParameter(1, target.value())
                    .setParameter(2, next - 1)
                    .setParameter(3, modSeq);
            window.bind(insert, 4).executeUpdate();
            next += window.ranges().stream()
                    .mapToLong(range -> range.last() - range.first() + 1)
                    .sum();
        }
        return next == firstUid ? 0 : octets(target, UidSet.range(firstUid, next - 1));
    }

    @Override
    public void remove(MailboxId mailbox, UidSet uids) {
        for (UidWindow window : UidWindow.of(uids)) {
            Query delete = statement(
                            "DELETE FROM message_annotation WHERE mailbox_id = ?1 AND " + window.condition("uid", 2))
                    .setParameter(1, mailbox.value());
            window.bind(delete, 2).executeUpdate();
        }
    }

    @Override
    public void putAway(MailboxId mailbox, UidSet uids, Removal removal) {
        for (UidWindow window : UidWindow.of(uids)) {
            Query update = statement("UPDATE message_annotation SET mailbox_id = ?2 WHERE mailbox_id = ?1 AND "
                            + window.condition("uid", 3))
                    .setParameter(1, mailbox.value())
                    .setParameter(2, removal.id());
            window.bind(update, 3).executeUpdate();
        }
    }

    @Override
    public long restore(Collection<Removal> removals, UidSet uids, MailboxId target, long firstUid, long modSeq) {
        List<Long> ids = removals.stream().map(Removal::id).toList();
        long octets = copy(ids, uids, "", target, firstUid, modSeq);
        String among = ids.stream().map(String::valueOf).collect(Collectors.joining(",", " IN (", ")"));
        for (UidWindow window : UidWindow.of(uids)) {
            Query delete = statement(
                    "DELETE FROM message_annotation WHERE mailbox_id" + among + " AND " + window.condition("uid", 1));
            window.bind(delete, 1).executeUpdate();
        }
        return octets;
    }

    @Override
    public Map<MailboxId, Long> octetsOf(AccountId account) {
        Map<MailboxId, Long> octets = new HashMap<>();
        Query query = statement("SELECT mailbox_id, SUM(" + OCTETS + ") FROM message_annotation"
                        + " WHERE owner_id = ?1 GROUP BY mailbox_id")
                .setParameter(1, account.value());
        Rows.of(query).forEach(row -> octets.put(new MailboxId(Rows.number(row[0])), Rows.number(row[1])));
        return octets;
    }

    @Override
    public void forget(AccountId account) {
        statement("DELETE FROM message_annotation WHERE owner_id = ?1")
                .setParameter(1, account.value())
                .executeUpdate();
    }

    private static long owner(AccountId account, Scope scope) {
        return scope == Scope.SHARED ? EVERYBODY : account.value();
    }

    /** A statement of which no pending change of an entity is part. */
    private Query statement(String sql) {
        return entityManager.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
    }
}
