package org.facteur.mailstore.annotation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.AnnotationQuery.Depth;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.persistence.Rows;
import org.jspecify.annotations.Nullable;

/** The annotations in the database. The statements are the same text on every database. */
@ApplicationScoped
public class JpaAnnotationRepository implements AnnotationRepository {

    /** Whose annotations all share; no account has this id. */
    private static final long EVERYBODY = 0;

    /** Databases order names by rules of their own. */
    private static final Comparator<Annotation> BY_NAME = Comparator.comparing(Annotation::entry);

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Map<MailboxId, List<Annotation>> of(
            AccountId account, Collection<MailboxId> mailboxes, AnnotationQuery query) {
        Map<MailboxId, List<Annotation>> found = new HashMap<>();
        if (mailboxes.isEmpty()) {
            return found;
        }
        for (Object[] row : rows("mailbox_id, owner_id, path, octets", with(mailboxes), account, query, "")) {
            add(row, query, found.computeIfAbsent(new MailboxId(Rows.number(row[0])), any -> new ArrayList<>()));
        }
        found.values().forEach(annotations -> annotations.sort(BY_NAME));
        return found;
    }

    @Override
    public Map<MailboxId, Long> octets(AccountId account, Collection<MailboxId> mailboxes, AnnotationQuery query) {
        Map<MailboxId, Long> octets = new HashMap<>();
        if (!mailboxes.isEmpty()) {
            String sum = "mailbox_id, SUM(OCTET_LENGTH(octets))";
            for (Object[] row : rows(sum, with(mailboxes), account, query, " GROUP BY mailbox_id")) {
                octets.put(new MailboxId(Rows.number(row[0])), Rows.number(row[1]));
            }
        }
        return octets;
    }

    private static String with(Collection<MailboxId> mailboxes) {
        StringBuilder ids = new StringBuilder();
        mailboxes.forEach(id -> ids.append(ids.isEmpty() ? "" : ",").append(id.value()));
        return " FROM mailbox_annotation WHERE mailbox_id IN (" + ids + ") AND ";
    }

    @Override
    public List<Annotation> ofServer(AccountId account, AnnotationQuery query) {
        List<Annotation> found = new ArrayList<>();
        rows("0, owner_id, path, octets", " FROM server_annotation WHERE ", account, query, "")
                .forEach(row -> add(row, query, found));
        found.sort(BY_NAME);
        return found;
    }

    /** The rows in which the wanted entries are, and with a depth all that the account sees. */
    private List<Object[]> rows(
            String columns, String from, AccountId account, AnnotationQuery query, String grouping) {
        StringBuilder sql = new StringBuilder("SELECT ").append(columns).append(from);
        sql.append("octets IS NOT NULL AND (owner_id = ").append(EVERYBODY).append(" OR owner_id = ?1)");
        boolean exactly = query.depth() == Depth.ZERO;
        if (exactly) {
            sql.append(" AND path IN (?2");
            for (int i = 1; i < query.entries().size(); i++) {
                sql.append(",?").append(2 + i);
            }
            sql.append(')');
        }
        Query statement =
                entityManager.createNativeQuery(sql.append(grouping).toString()).setParameter(1, account.value());
        for (int i = 0; exactly && i < query.entries().size(); i++) {
            statement.setParameter(2 + i, query.entries().get(i).path());
        }
        return Rows.of(statement);
    }

    private static void add(Object[] row, AnnotationQuery query, List<Annotation> found) {
        Entry entry = new Entry(scope(row[1]), (String) row[2]);
        if (query.asksFor(entry)) {
            found.add(new Annotation(entry, Rows.octets(row[3])));
        }
    }

    @Override
    public Map<MailboxId, List<Entry>> changedSince(AccountId account, Map<MailboxId, Long> modSeqs) {
        Map<MailboxId, List<Entry>> changed = new HashMap<>();
        if (modSeqs.isEmpty()) {
            return changed;
        }
        StringBuilder any = new StringBuilder();
        modSeqs.forEach((mailbox, modSeq) -> any.append(any.isEmpty() ? "" : " OR ")
                .append("(mailbox_id = ")
                .append(mailbox.value())
                .append(" AND modseq > ")
                .append(modSeq)
                .append(')'));
        Query query = entityManager
                .createNativeQuery("SELECT mailbox_id, owner_id, path FROM mailbox_annotation WHERE (owner_id = "
                        + EVERYBODY + " OR owner_id = ?1) AND (" + any + ")")
                .setParameter(1, account.value());
        for (Object[] row : Rows.of(query)) {
            changed.computeIfAbsent(new MailboxId(Rows.number(row[0])), none -> new ArrayList<>())
                    .add(new Entry(scope(row[1]), (String) row[2]));
        }
        changed.values().forEach(entries -> entries.sort(null));
        return changed;
    }

    @Override
    public void set(AccountId account, MailboxId mailbox, Annotation annotation, long modSeq) {
        long owner = owner(account, annotation.entry().scope());
        byte[] value = annotation.value();
        if (value == null) {
            entityManager
                    .createNativeQuery("UPDATE mailbox_annotation SET octets = NULL, modseq = ?4 WHERE owner_id = ?1"
                            + " AND path = ?2 AND mailbox_id = ?3 AND octets IS NOT NULL")
                    .setParameter(1, owner)
                    .setParameter(2, annotation.entry().path())
                    .setParameter(3, mailbox.value())
                    .setParameter(4, modSeq)
                    .executeUpdate();
            forgetTakenAway(mailbox, owner);
            return;
        }
        entityManager
                .createNativeQuery(
                        "DELETE FROM mailbox_annotation WHERE owner_id = ?1 AND path = ?2 AND mailbox_id = ?3")
                .setParameter(1, owner)
                .setParameter(2, annotation.entry().path())
                .setParameter(3, mailbox.value())
                .executeUpdate();
        entityManager
                .createNativeQuery("INSERT INTO mailbox_annotation (owner_id, path, mailbox_id, octets, modseq)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5)")
                .setParameter(1, owner)
                .setParameter(2, annotation.entry().path())
                .setParameter(3, mailbox.value())
                .setParameter(4, value)
                .setParameter(5, modSeq)
                .executeUpdate();
    }

    /** Once there is more of that than can be annotated, nobody hears of it any more. */
    private void forgetTakenAway(MailboxId mailbox, long owner) {
        entityManager
                .createNativeQuery("DELETE FROM mailbox_annotation WHERE mailbox_id = ?1 AND owner_id = ?2"
                        + " AND octets IS NULL AND (SELECT COUNT(*) FROM mailbox_annotation a WHERE a.mailbox_id = ?3"
                        + " AND a.owner_id = ?4 AND a.octets IS NULL) > " + Annotation.MAX_ENTRIES)
                .setParameter(1, mailbox.value())
                .setParameter(2, owner)
                .setParameter(3, mailbox.value())
                .setParameter(4, owner)
                .executeUpdate();
    }

    @Override
    public void setOfServer(AccountId account, Annotation annotation) {
        long owner = owner(account, annotation.entry().scope());
        entityManager
                .createNativeQuery("DELETE FROM server_annotation WHERE owner_id = ?1 AND path = ?2")
                .setParameter(1, owner)
                .setParameter(2, annotation.entry().path())
                .executeUpdate();
        byte[] value = annotation.value();
        if (value != null) {
            entityManager
                    .createNativeQuery("INSERT INTO server_annotation (owner_id, path, octets) VALUES (?1, ?2, ?3)")
                    .setParameter(1, owner)
                    .setParameter(2, annotation.entry().path())
                    .setParameter(3, value)
                    .executeUpdate();
        }
    }

    @Override
    public Kept kept(AccountId account, @Nullable MailboxId mailbox, Scope scope) {
        Query query = entityManager
                .createNativeQuery("SELECT COUNT(octets), COALESCE(SUM(OCTET_LENGTH(octets)), 0) FROM "
                        + (mailbox == null
                                ? "server_annotation WHERE owner_id = ?1"
                                : "mailbox_annotation WHERE owner_id = ?1 AND mailbox_id = ?2"))
                .setParameter(1, owner(account, scope));
        if (mailbox != null) {
            query.setParameter(2, mailbox.value());
        }
        Object[] row = (Object[]) query.getSingleResult();
        return new Kept(Rows.number(row[0]), Rows.number(row[1]));
    }

    @Override
    public long octets(AccountId owner) {
        return Rows.number(entityManager
                .createNativeQuery("SELECT COALESCE(SUM(OCTET_LENGTH(a.octets)), 0) FROM mailbox_annotation a"
                        + " JOIN mailbox b ON b.id = a.mailbox_id WHERE b.account_id = ?1")
                .setParameter(1, owner.value())
                .getSingleResult());
    }

    @Override
    public void forget(AccountId account) {
        for (String table : List.of("mailbox_annotation", "server_annotation")) {
            entityManager
                    .createNativeQuery("DELETE FROM " + table + " WHERE owner_id = ?1")
                    .setParameter(1, account.value())
                    .executeUpdate();
        }
    }

    private static Scope scope(Object owner) {
        return Rows.number(owner) == EVERYBODY ? Scope.SHARED : Scope.PRIVATE;
    }

    private static long owner(AccountId account, Scope scope) {
        return scope == Scope.SHARED ? EVERYBODY : account.value();
    }
}
