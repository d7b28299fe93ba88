package org.facteur.mailstore.maildrop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.persistence.JdbcRows;

/** The maildrops in the database. */
@ApplicationScoped
public class JpaMaildropRepository implements MaildropRepository {

    @Inject
    private JdbcRows rows;

    @Override
    public List<MaildropOwner> after(AccountId account, int count) {
        List<MaildropOwner> owners = new ArrayList<>();
        rows.read(
                "SELECT a.id, a.inbox_id, d.name FROM account a JOIN domain d ON d.id = a.domain_id"
                        + " WHERE a.id > ? AND a.inbox_id IS NOT NULL ORDER BY a.id FETCH FIRST " + count
                        + " ROWS ONLY",
                row -> owners.add(new MaildropOwner(
                        new AccountId(row.getLong(1)), new MailboxId(row.getLong(2)), row.getString(3))),
                account.value());
        return owners;
    }
}
