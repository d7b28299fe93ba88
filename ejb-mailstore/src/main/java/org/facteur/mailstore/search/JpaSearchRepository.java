package org.facteur.mailstore.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.persistence.Rows;

/** Reads what a search needs from the database. */
@ApplicationScoped
public class JpaSearchRepository implements SearchRepository {

    private static final String COLUMNS = "SELECT uid, flags, size, internal_date, sent_day, content_id FROM message"
            + " WHERE mailbox_id = ?1 AND uid > ?2 AND uid <= ?3 ORDER BY mailbox_id, uid";

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public List<SearchColumns> columns(MailboxId mailbox, UidSet among, long aboveUid, int count) {
        Query query = entityManager
                .createNativeQuery(COLUMNS)
                .setParameter(1, mailbox.value())
                .setParameter(2, aboveUid)
                .setParameter(3, among.last())
                .setMaxResults(count);
        List<SearchColumns> columns = new ArrayList<>();
        for (Object[] row : Rows.of(query)) {
            columns.add(new SearchColumns(
                    Rows.number(row[0]),
                    Rows.number(row[1]),
                    Rows.number(row[2]),
                    Instant.ofEpochSecond(Rows.number(row[3])),
                    row[4] == null ? null : LocalDate.ofEpochDay(Rows.number(row[4])),
                    new ContentId(Rows.number(row[5]))));
        }
        return columns;
    }

    @Override
    public List<SearchContent> contents(List<SearchColumns> messages) {
        return entityManager
                .createQuery(
                        "SELECT c.id, c.size, c.head, c.structure FROM StoredContent c WHERE c.id IN :ids",
                        Object[].class)
                .setParameter(
                        "ids",
                        messages.stream()
                                .map(message -> message.content().value())
                                .distinct()
                                .toList())
                .getResultStream()
                .map(row -> new SearchContent(
                        new ContentId(Rows.number(row[0])),
                        Rows.number(row[1]),
                        Rows.octets(row[2]),
                        Rows.octets(row[3])))
                .toList();
    }
}
