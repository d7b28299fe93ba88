package org.facteur.mailstore.index;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.persistence.Rows;

/** Reads what mailboxes hold from the database. */
@ApplicationScoped
public class JpaIndexRepository implements IndexRepository {

    private static final int MAILBOX = 0;
    private static final int EXPUNGED = 1;

    /**
     * One statement sees one moment, whatever commits meanwhile; two would not: between them a message could change twice, and
     * the second change would hide the first.
     */
    private static final String CHANGES = "SELECT 0 AS kind, uidnext AS uid, CAST(0 AS BIGINT) AS flags,"
            + " highestmodseq AS modseq FROM mailbox WHERE id = ?1 AND account_id IS NOT NULL"
            + " UNION ALL SELECT 1, uid, CAST(0 AS BIGINT), modseq FROM expunged WHERE mailbox_id = ?1 AND modseq > ?2"
            + " UNION ALL SELECT 2, uid, flags, modseq FROM message WHERE mailbox_id = ?1 AND modseq > ?2"
            + " ORDER BY 1, 2";

    private static final String PAGE =
            "SELECT uid, flags, modseq FROM message WHERE mailbox_id = ?1 AND uid > ?2 ORDER BY uid";

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Optional<MailboxDelta> changesSince(MailboxId mailbox, long modSeq) {
        Query query = entityManager
                .createNativeQuery(CHANGES)
                .setParameter(1, mailbox.value())
                .setParameter(2, modSeq);
        List<Object[]> rows = Rows.of(query);
        if (rows.isEmpty() || Rows.number(rows.get(0)[0]) != MAILBOX) {
            return Optional.empty();
        }
        Object[] now = rows.get(0);
        MessageColumns changed = new MessageColumns(rows.size() - 1);
        UidSet.Builder expunged = new UidSet.Builder();
        for (Object[] row : rows.subList(1, rows.size())) {
            if (Rows.number(row[0]) == EXPUNGED) {
                expunged.add(Rows.number(row[1]));
            } else {
                changed.add(Rows.number(row[1]), Rows.number(row[2]), Rows.number(row[3]));
            }
        }
        return Optional.of(new MailboxDelta(Rows.number(now[1]), Rows.number(now[3]), changed, expunged.build()));
    }

    @Override
    public MessageColumns page(MailboxId mailbox, long aboveUid, int count) {
        Query query = entityManager
                .createNativeQuery(PAGE)
                .setParameter(1, mailbox.value())
                .setParameter(2, aboveUid)
                .setMaxResults(count);
        List<Object[]> rows = Rows.of(query);
        MessageColumns columns = new MessageColumns(rows.size());
        for (Object[] row : rows) {
            columns.add(Rows.number(row[0]), Rows.number(row[1]), Rows.number(row[2]));
        }
        return columns;
    }

    @Override
    public FlagTable flagTable(MailboxId mailbox) {
        return entityManager
                .createQuery("SELECT m.keywords FROM Mailbox m WHERE m.id = :id", String.class)
                .setParameter("id", mailbox.value())
                .getResultStream()
                .findFirst()
                .map(Mailbox::flagTable)
                .orElse(FlagTable.SYSTEM_ONLY);
    }
}
