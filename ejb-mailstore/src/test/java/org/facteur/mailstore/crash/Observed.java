package org.facteur.mailstore.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What the database holds, past the store. */
record Observed(Map<String, AccountModel> accounts) {

    private static final String MAILBOXES = "SELECT a.local_part, b.name, b.uidnext, m.uid, m.flags, c.message_id"
            + " FROM account a JOIN mailbox b ON b.account_id = a.id LEFT JOIN message m ON m.mailbox_id = b.id"
            + " LEFT JOIN content c ON c.id = m.content_id WHERE b.name IN ('INBOX', 'Archive')";

    static Observed in(DataSource source) throws SQLException {
        Map<String, AccountModel> accounts = new HashMap<>();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(MAILBOXES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String name = row.getString(1);
                Box box = row.getString(2).equals("INBOX") ? Box.INBOX : Box.ARCHIVE;
                AccountModel account = accounts.getOrDefault(name, AccountModel.EMPTY);
                MailboxModel known = account.of(box);
                MailboxModel now =
                        known == MailboxModel.EMPTY ? new MailboxModel(new TreeMap<>(), row.getLong(3)) : known;
                long uid = row.getLong(4);
                if (!row.wasNull()) {
                    now.messages().put(uid, new Held(row.getString(6), row.getLong(5)));
                }
                accounts.put(name, account.with(box, now));
            }
        }
        return new Observed(accounts);
    }

    AccountModel account(String name) {
        return accounts.getOrDefault(name, AccountModel.EMPTY);
    }
}
