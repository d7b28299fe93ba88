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
        StringBuilder ids = new StringBuilder();
        mailboxes.forEach(id -> ids.append(ids.isEmpty() ? "" : ",").append(id.value()));
        String where = " FROM mailbox_annotation WHERE mailbox_id IN (" + ids + ") AND ";
        for (Object[] row : rows("mailbox_id", where, account, query)) {
            add(row, query, found.computeIfAbsent(new MailboxId(Rows.number(row[0])), any -> new ArrayList<>()));
        }
        found.values().forEach(annotations -> annotations.sort(BY_NAME));
        return found;
    }

    @Override
    public List<Annotation> ofServer(AccountId account, AnnotationQuery query) {
        List<Annotation> found = new ArrayList<>();
        rows("0", " FROM server_annotation WHERE ", account, query).forEach(row -> add(row, query, found));
        found.sort(BY_NAME);
        return found;
    }

    /** The rows in which the wanted entries are, and with a depth all that the account sees. */
    private List<Object[]> rows(String mailbox, String from, AccountId account, AnnotationQuery query) {
        StringBuilder sql = new StringBuilder("SELECT ")
                .append(mailbox)
                .append(", owner_id, path, octets")
                .append(from);
        sql.append("(owner_id = ").append(EVERYBODY).append(" OR owner_id = ?1)");
        boolean exactly = query.depth() == Depth.ZERO;
        if (exactly) {
            sql.append(" AND path IN (?2");
            for (int i = 1; i < query.entries().size(); i++) {
                sql.append(",?").append(2 + i);
            }
            sql.append(')');
        }
        Query statement = entityManager.createNativeQuery(sql.toString()).setParameter(1, account.value());
        for (int i = 0; exactly && i < query.entries().size(); i++) {
            statement.setParameter(2 + i, query.entries().get(i).path());
        }
        return Rows.of(statement);
    }

    private static void add(Object[] row, AnnotationQuery query, List<Annotation> found) {
        Scope scope = Rows.number(row[1]) == EVERYBODY ? Scope.SHARED : Scope.PRIVATE;
        Entry entry = new Entry(scope, (String) row[2]);
        if (query.asksFor(entry)) {
            found.add(new Annotation(entry, Rows.octets(row[3])));
        }
    }

    @Override
    public void set(AccountId account, @Nullable MailboxId mailbox, Annotation annotation) {
        long owner = owner(account, annotation.entry().scope());
        bind(
                        entityManager
                                .createNativeQuery(
                                        "DELETE FROM " + table(mailbox) + " WHERE owner_id = ?1 AND path = ?2"
                                                + (mailbox == null ? "" : " AND mailbox_id = ?3"))
                                .setParameter(1, owner)
                                .setParameter(2, annotation.entry().path()),
                        mailbox)
                .executeUpdate();
        byte[] value = annotation.value();
        if (value != null) {
            bind(
                            entityManager
                                    .createNativeQuery("INSERT INTO " + table(mailbox) + " (owner_id, path, octets"
                                            + (mailbox == null
                                                    ? ") VALUES (?1, ?2, ?4)"
                                                    : ", mailbox_id) VALUES (?1, ?2, ?4, ?3)"))
                                    .setParameter(1, owner)
                                    .setParameter(2, annotation.entry().path())
                                    .setParameter(4, value),
                            mailbox)
                    .executeUpdate();
        }
    }

    @Override
    public long count(AccountId account, @Nullable MailboxId mailbox, Scope scope) {
        Query query = bind(
                entityManager
                        .createNativeQuery("SELECT COUNT(*) FROM " + table(mailbox) + " WHERE owner_id = ?1"
                                + (mailbox == null ? "" : " AND mailbox_id = ?3"))
                        .setParameter(1, owner(account, scope)),
                mailbox);
        return Rows.number(query.getSingleResult());
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

    private static long owner(AccountId account, Scope scope) {
        return scope == Scope.SHARED ? EVERYBODY : account.value();
    }

    private static String table(@Nullable MailboxId mailbox) {
        return mailbox == null ? "server_annotation" : "mailbox_annotation";
    }

    private static Query bind(Query query, @Nullable MailboxId mailbox) {
        return mailbox == null ? query : query.setParameter(3, mailbox.value());
    }
}
