package org.facteur.mailstore.index;

import static org.facteur.mailstore.database.StoreDataSource.FRESH;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MessageTable;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.persistence.JdbcRows;
import org.facteur.mailstore.persistence.ServerLease;

/** Reads what mailboxes hold from the database. */
@ApplicationScoped
public class JpaIndexRepository implements IndexRepository {

    private static final int MAILBOX = 0;
    private static final int EXPUNGED = 1;

    /** Messages that one statement reads. */
    private static final int PAGE = 20_000;

    /**
     * One statement sees one moment, whatever commits meanwhile; two would not: between them a message could change twice, and
     * the second change would hide the first. Each select of it is fresh, so that a database that keeps results does not unite what
     * it finds with what it found before.
     */
    static final String CHANGES = "SELECT 0 AS kind, uidnext AS uid, log_from AS flags,"
            + " highestmodseq AS modseq FROM mailbox WHERE id = ? AND account_id IS NOT NULL" + FRESH
            + " UNION ALL SELECT 1, first_uid, last_uid, modseq FROM expunge_log WHERE mailbox_id = ? AND modseq > ?"
            + FRESH
            + " UNION ALL SELECT 2, uid, flags, modseq FROM message WHERE mailbox_id = ? AND modseq > ?"
            + FRESH
            + " ORDER BY 1, 2";

    static final String EXPUNGED_SINCE =
            "SELECT 0 AS kind, log_from AS first_uid, 0 AS last_uid FROM mailbox WHERE id = ? AND account_id IS NOT"
                    + " NULL UNION ALL SELECT 1, first_uid, last_uid FROM expunge_log WHERE mailbox_id = ? AND modseq > ?"
                    + " ORDER BY 1, 2";

    /** Those that have confirmed their lease as long ago as it holds. */
    private static final String SERVERS = "SELECT COUNT(*) FROM server WHERE seen >"
            + " CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) AS BIGINT) - CAST(? AS BIGINT)";

    private static final String MOD_SEQS =
            "SELECT id, highestmodseq FROM mailbox WHERE account_id IS NOT NULL AND id IN (";

    /** Mailboxes that one statement asks about. */
    private static final int MAILBOXES = 1_000;

    static final String PAGE_OF_MESSAGES = "SELECT uid, flags, modseq FROM message WHERE mailbox_id = ? AND uid > ?"
            + FRESH + " ORDER BY mailbox_id, uid LIMIT ?";

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    private JdbcRows rows;

    @Override
    public Optional<MailboxDelta> changesSince(MailboxId mailbox, long modSeq) {
        Changes changes = new Changes();
        long id = mailbox.value();
        rows.read(
                CHANGES,
                columns -> changes.add(columns.getInt(1), columns.getLong(2), columns.getLong(3), columns.getLong(4)),
                id,
                id,
                modSeq,
                id,
                modSeq);
        return changes.delta();
    }

    /** The rows of {@link #CHANGES}. */
    private static final class Changes {

        private final MessageTable.Builder changed = new MessageTable.Builder();
        private final UidSet.Builder expunged = new UidSet.Builder();
        private long uidNext;
        private long logFrom;
        private long highestModSeq;

        /** A row of the log has its last UID where a message has its flags, and that of the mailbox the beginning of its log. */
        void add(int kind, long uid, long flags, long modSeq) {
            if (kind == MAILBOX) {
                uidNext = uid;
                logFrom = flags;
                highestModSeq = modSeq;
            } else if (kind == EXPUNGED) {
                expunged.add(uid, flags);
            } else {
                changed.add(uid, flags, modSeq);
            }
        }

        /** Without its own row a mailbox is gone. */
        Optional<MailboxDelta> delta() {
            return uidNext == 0
                    ? Optional.empty()
                    : Optional.of(new MailboxDelta(uidNext, highestModSeq, logFrom, changed.build(), expunged.build()));
        }
    }

    @Override
    public Optional<ExpungeLog> expungedSince(MailboxId mailbox, long modSeq) {
        List<Long> from = new ArrayList<>(1);
        UidSet.Builder expunged = new UidSet.Builder();
        rows.read(
                EXPUNGED_SINCE,
                columns -> {
                    if (columns.getInt(1) == MAILBOX) {
                        from.add(columns.getLong(2));
                    } else {
                        expunged.add(columns.getLong(2), columns.getLong(3));
                    }
                },
                mailbox.value(),
                mailbox.value(),
                modSeq);
        return from.stream().findFirst().map(logFrom -> new ExpungeLog(logFrom, expunged.build()));
    }

    @Override
    public Map<MailboxId, Long> modSeqs(Collection<MailboxId> mailboxes) {
        Map<MailboxId, Long> modSeqs = new HashMap<>();
        List<Long> ids = mailboxes.stream().map(MailboxId::value).toList();
        for (int from = 0; from < ids.size(); from += MAILBOXES) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + MAILBOXES));
            rows.read(
                    MOD_SEQS + "?" + ",?".repeat(some.size() - 1) + ")",
                    columns -> modSeqs.put(new MailboxId(columns.getLong(1)), columns.getLong(2)),
                    some.toArray());
        }
        return modSeqs;
    }

    @Override
    public boolean isShared() {
        List<Long> servers = new ArrayList<>(1);
        rows.read(SERVERS, columns -> servers.add(columns.getLong(1)), ServerLease.DURATION.toSeconds());
        return servers.get(0) > 1;
    }

    @Override
    public boolean readPage(MailboxId mailbox, MessageTable.Builder messages) {
        int count = rows.read(
                PAGE_OF_MESSAGES,
                columns -> messages.add(columns.getLong(1), columns.getLong(2), columns.getLong(3)),
                mailbox.value(),
                messages.lastUid(),
                PAGE);
        return count == PAGE;
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
