package org.facteur.mailstore.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.persistence.Rows;

/** Reads what a search needs from the database. */
@ApplicationScoped
public class JpaSearchRepository implements SearchRepository {

    private static final String FACTS = "SELECT uid, content_id, size, internal_date, sent_day FROM message"
            + " WHERE mailbox_id = ?1 AND uid >= ?2 AND uid < ?3 ORDER BY mailbox_id, uid LIMIT ?4";

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public long addFacts(MailboxId mailbox, long from, long below, int count, MailboxFacts.Builder facts) {
        Query query = entityManager
                .createNativeQuery(FACTS)
                .setParameter(1, mailbox.value())
                .setParameter(2, from)
                .setParameter(3, below)
                .setParameter(4, count);
        long last = from;
        List<Object[]> rows = Rows.of(query);
        for (Object[] row : rows) {
            last = Rows.number(row[0]);
            int sentDay = row[4] == null ? MailboxFacts.NO_DAY : (int) Rows.number(row[4]);
            facts.add(last, Rows.number(row[1]), Rows.number(row[2]), Rows.number(row[3]), sentDay);
        }
        return rows.size() < count ? below : last + 1;
    }

    @Override
    public List<SearchContent> contents(Collection<Long> contents) {
        return entityManager
                .createQuery(
                        "SELECT c.id, c.size, c.head, c.structure FROM StoredContent c WHERE c.id IN :ids",
                        Object[].class)
                .setParameter("ids", contents)
                .getResultStream()
                .map(row -> new SearchContent(
                        new ContentId(Rows.number(row[0])),
                        Rows.number(row[1]),
                        Rows.octets(row[2]),
                        Rows.octets(row[3])))
                .toList();
    }

    @Override
    public List<Long> contentIds(long above, int count) {
        return entityManager
                .createQuery("SELECT c.id FROM StoredContent c WHERE c.id > :above ORDER BY c.id", Long.class)
                .setParameter("above", above)
                .setMaxResults(count)
                .getResultList();
    }

    @Override
    public List<Long> inMailboxes(List<Long> contents) {
        Set<Long> known = new HashSet<>(entityManager
                .createQuery(
                        "SELECT DISTINCT m.contentId FROM StoredMessage m WHERE m.contentId IN :contents", Long.class)
                .setParameter("contents", contents)
                .getResultList());
        return contents.stream().filter(known::contains).toList();
    }
}
