package org.facteur.mailstore.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.DeletedMessages;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.mailstore.persistence.JdbcRows;

/** Counts the messages with {@code \Deleted} in many mailboxes by one statement, which also sees to it who may read which. */
@ApplicationScoped
public class DeletedMessagesQuery {

    /** Mailboxes of one statement: an account with more is answered by several. */
    private static final int PAGE = 1_000;

    private static final String GRANTED = "SELECT 1 FROM mailbox_grant g WHERE g.mailbox_id = b.id"
            + " AND (g.grantee_id = ? OR g.grantee_id = 0) AND g.letters LIKE '%r%' AND g.denied = ";

    @Inject
    private JdbcRows rows;

    Map<MailboxId, DeletedMessages> count(AccountId account, Collection<MailboxId> ids) {
        Map<MailboxId, DeletedMessages> counted = new HashMap<>();
        List<MailboxId> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += PAGE) {
            count(account, all.subList(from, Math.min(all.size(), from + PAGE)), counted);
        }
        return counted;
    }

    private void count(AccountId account, List<MailboxId> ids, Map<MailboxId, DeletedMessages> counted) {
        List<Object> parameters = new ArrayList<>(List.of(account.value(), account.value(), account.value()));
        ids.forEach(id -> parameters.add(id.value()));
        rows.read(
                "SELECT m.mailbox_id, COUNT(*), SUM(m.size) FROM mailbox b JOIN message m ON m.mailbox_id = b.id"
                        + " WHERE (b.account_id = ? OR (EXISTS (" + GRANTED + "FALSE) AND NOT EXISTS (" + GRANTED
                        + "TRUE))) AND BITAND(m.flags, " + SystemFlag.DELETED.bit() + ") <> 0 AND b.id IN (?"
                        + ",?".repeat(ids.size() - 1) + ") GROUP BY m.mailbox_id",
                row -> counted.put(new MailboxId(row.getLong(1)), new DeletedMessages(row.getLong(2), row.getLong(3))),
                parameters.toArray());
    }
}
