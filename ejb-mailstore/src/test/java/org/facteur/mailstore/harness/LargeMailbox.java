package org.facteur.mailstore.harness;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.facteur.api.mailbox.MailboxId;

/** An empty mailbox that gets rows of messages without content, at once: as many as nobody would deliver for a test. */
public final class LargeMailbox {

    private static final int SIZE = 4096;

    private LargeMailbox() {}

    /** Messages with the UIDs from 1, a mod-sequence each, and no flags. */
    public static void fill(TestStore store, Database database, MailboxId mailbox, int messages) throws SQLException {
        String numbers = database == Database.H2
                ? "SYSTEM_RANGE(1, " + messages + ")"
                : "generate_series(1, " + messages + ") AS numbers (x)";
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO message (mailbox_id, uid, content_id, internal_date, size, flags, modseq)"
                    + " SELECT " + mailbox.value() + ", x, -x, 1700000000, " + SIZE + ", 0, x + 1 FROM " + numbers);
            statement.execute("UPDATE mailbox SET uidnext = " + (messages + 1) + ", highestmodseq = " + (messages + 1)
                    + ", messages = " + messages + ", unseen = " + messages + ", size = " + (long) SIZE * messages
                    + " WHERE id = " + mailbox.value());
            statement.execute("ANALYZE");
        }
    }
}
