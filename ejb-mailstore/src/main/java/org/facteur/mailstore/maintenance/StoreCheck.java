package org.facteur.mailstore.maintenance;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.facteur.mailstore.message.MessageAnnotationRepository;
import org.facteur.mailstore.mime.CorruptStructureException;
import org.facteur.mailstore.mime.MimeScanner;
import org.facteur.mailstore.mime.ScannedMessage;
import org.facteur.mailstore.mime.StructureCodec;

/**
 * Looks for what cannot be in a store that is whole, and mends what can be mended. It may run while the server does: each statement
 * looks at a page of mailboxes or contents, and what is wrong is looked at again under the locks of its account and mailbox,
 * which a change of it would hold.
 */
public final class StoreCheck {

    /** Mailboxes that one statement looks at. */
    private static final int MAILBOXES = 100;

    /** Contents that one statement looks at. */
    private static final int CONTENTS = 500;

    /** Rows that one transaction removes. */
    private static final int REMOVED = 500;

    private static final String COUNTERS = "SELECT b.id, b.messages, b.unseen, b.recent, b.size, b.uidnext,"
            + " b.highestmodseq, COALESCE(m.messages, 0), COALESCE(m.unseen, 0), COALESCE(m.recent, 0),"
            + " COALESCE(m.size, 0), COALESCE(m.uid, 0) + 1, GREATEST(COALESCE(m.modseq, 0), COALESCE(e.modseq, 0)),"
            + " b.name, COALESCE(e.uid, 0) + 1, b.annotation_octets, COALESCE(n.octets, 0)"
            + " FROM mailbox b LEFT JOIN (SELECT x.mailbox_id, COUNT(*) AS messages,"
            + " SUM(CASE WHEN BITAND(x.flags, 8) = 0 THEN 1 ELSE 0 END) AS unseen,"
            + " SUM(CASE WHEN x.uid >= y.recent_from THEN 1 ELSE 0 END) AS recent, SUM(x.size) AS size,"
            + " MAX(x.uid) AS uid, MAX(x.modseq) AS modseq FROM message x JOIN mailbox y ON y.id = x.mailbox_id"
            + " WHERE x.mailbox_id BETWEEN ? AND ? GROUP BY x.mailbox_id) m ON m.mailbox_id = b.id"
            + " LEFT JOIN (SELECT mailbox_id, MAX(modseq) AS modseq, MAX(last_uid) AS uid FROM expunge_log"
            + " WHERE mailbox_id BETWEEN ? AND ? GROUP BY mailbox_id) e ON e.mailbox_id = b.id"
            + " LEFT JOIN (SELECT mailbox_id, SUM(" + MessageAnnotationRepository.OCTETS
            + ") AS octets FROM message_annotation"
            + " WHERE mailbox_id BETWEEN ? AND ? GROUP BY mailbox_id) n ON n.mailbox_id = b.id"
            + " WHERE b.account_id IS NOT NULL AND b.id BETWEEN ? AND ?";

    /** Where a message can be: in a mailbox, or in what has been removed from one. */
    private static final String NOWHERE =
            " FROM message m WHERE NOT EXISTS (SELECT 1 FROM mailbox b WHERE b.id = m.mailbox_id)"
                    + " AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.id = m.mailbox_id)";

    private final DataSource dataSource;
    private final boolean repair;
    private final Consumer<Finding> findings;
    private final Progress progress;

    /** @param findings told of each as it is found */
    public StoreCheck(DataSource dataSource, boolean repair, Consumer<Finding> findings, Progress progress) {
        this.dataSource = dataSource;
        this.repair = repair;
        this.findings = findings;
        this.progress = progress;
    }

    /** What counts depends on what is there: rows come first, counters then. */
    public void run() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            try {
                inboxes(connection);
                contents(connection);
                lostChunks(connection);
                messages(connection);
                annotations(connection);
                orphans(connection);
                mailboxes(connection);
                accounts(connection);
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        }
    }

    private void found(String sentence, boolean mended) {
        findings.accept(new Finding(sentence, mended));
    }

    private void inboxes(Connection connection) throws SQLException {
        progress.at("accounts");
        String inbox = "(SELECT b.id FROM mailbox b WHERE b.account_id = a.id AND b.name = 'INBOX')";
        for (long[] row : rows(
                connection,
                "SELECT a.id, COALESCE(" + inbox
                        + ", 0) FROM account a WHERE a.inbox_id IS NULL OR a.inbox_id <> COALESCE(" + inbox + ", 0)")) {
            boolean mends = repair && row[1] != 0;
            if (mends) {
                execute(connection, "UPDATE account SET inbox_id = ? WHERE id = ?", row[1], row[0]);
            }
            found("Account " + row[0] + " does not know its INBOX", mends);
        }
    }

    /** The octets of each content are all there, and what is derived from them can be read. */
    private void contents(Connection connection) throws SQLException {
        long last = Long.MIN_VALUE;
        long seen = 0;
        long count = number(connection, "SELECT COUNT(*) FROM content");
        while (true) {
            List<long[]> page = rows(
                    connection,
                    "SELECT c.id, c.size, c.head_size, OCTET_LENGTH(c.head) FROM content c WHERE c.id > ? ORDER BY c.id"
                            + " FETCH FIRST " + CONTENTS + " ROWS ONLY",
                    last);
            if (page.isEmpty()) {
                return;
            }
            long first = page.get(0)[0];
            last = page.get(page.size() - 1)[0];
            Set<Long> incomplete = incomplete(connection, first, last);
            for (long[] row : page) {
                if (row[2] != row[3] || incomplete.contains(row[0])) {
                    incomplete.add(row[0]);
                    found("Content " + row[0] + " lacks octets: of " + row[1] + " some are not there", false);
                }
            }
            structures(connection, first, last, incomplete);
            seen += page.size();
            progress.at("contents: %d of %d".formatted(seen, count));
        }
    }

    private Set<Long> incomplete(Connection connection, long first, long last) throws SQLException {
        Set<Long> incomplete = new HashSet<>();
        for (long[] row : rows(
                connection,
                "SELECT c.id, c.size - c.head_size - COALESCE(k.size, 0), c.size FROM content c LEFT JOIN"
                        + " (SELECT content_id, SUM(OCTET_LENGTH(data)) AS size FROM content_chunk"
                        + " WHERE content_id BETWEEN ? AND ? GROUP BY content_id) k ON k.content_id = c.id"
                        + " WHERE c.id BETWEEN ? AND ? AND c.size - c.head_size <> COALESCE(k.size, 0)",
                first,
                last,
                first,
                last)) {
            incomplete.add(row[0]);
        }
        return incomplete;
    }

    private void structures(Connection connection, long first, long last, Set<Long> incomplete) throws SQLException {
        List<Long> corrupt = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, structure FROM content WHERE id BETWEEN ? AND ?")) {
            statement.setLong(1, first);
            statement.setLong(2, last);
            statement.setFetchSize(CONTENTS);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    if (!decodes(result.getBytes(2))) {
                        corrupt.add(result.getLong(1));
                    }
                }
            }
        }
        for (long content : corrupt) {
            boolean mends = repair && !incomplete.contains(content) && rescan(connection, content);
            found("The structure of content " + content + " cannot be read", mends);
        }
    }

    private static boolean decodes(byte[] structure) {
        try {
            StructureCodec.decode(structure);
            return true;
        } catch (CorruptStructureException e) {
            return false;
        }
    }

    private static boolean rescan(Connection connection, long content) throws SQLException {
        MimeScanner scanner = new MimeScanner();
        try (PreparedStatement head = connection.prepareStatement("SELECT head FROM content WHERE id = ?")) {
            head.setLong(1, content);
            try (ResultSet row = head.executeQuery()) {
                row.next();
                byte[] octets = row.getBytes(1);
                scanner.feed(octets, 0, octets.length);
            }
        }
        int number = 0;
        try (PreparedStatement chunk =
                connection.prepareStatement("SELECT data FROM content_chunk WHERE content_id = ? AND n = ?")) {
            while (true) {
                chunk.setLong(1, content);
                chunk.setInt(2, number++);
                try (ResultSet row = chunk.executeQuery()) {
                    if (!row.next()) {
                        break;
                    }
                    byte[] octets = row.getBytes(1);
                    scanner.feed(octets, 0, octets.length);
                }
            }
        }
        ScannedMessage scanned = scanner.finish();
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE content SET structure = ?, header_size = ? WHERE id = ? AND size = ?")) {
            update.setBytes(1, StructureCodec.encode(scanned.structure()));
            update.setLong(2, scanned.structure().root().bodyStart());
            update.setLong(3, content);
            update.setLong(4, scanned.size());
            return update.executeUpdate() == 1;
        }
    }

    private void lostChunks(Connection connection) throws SQLException {
        progress.at("chunks");
        for (long[] row : rows(
                connection,
                "SELECT k.content_id, COUNT(*) FROM content_chunk k WHERE NOT EXISTS"
                        + " (SELECT 1 FROM content c WHERE c.id = k.content_id) GROUP BY k.content_id")) {
            if (repair) {
                execute(connection, "DELETE FROM content_chunk WHERE content_id = ?", row[0]);
            }
            found(row[1] + " chunks are of content " + row[0] + ", which is not there", repair);
        }
    }

    /** Each message is in a mailbox that is there, and has content of the size that it says. */
    private void messages(Connection connection) throws SQLException {
        for (long[] row : rows(connection, "SELECT DISTINCT m.mailbox_id" + NOWHERE)) {
            if (repair) {
                execute(
                        connection,
                        "INSERT INTO released_content (content_id, released) SELECT content_id, 0 FROM message WHERE"
                                + " mailbox_id = ?",
                        row[0]);
                execute(connection, "DELETE FROM message WHERE mailbox_id = ?", row[0]);
            }
            found("There are messages of mailbox " + row[0] + ", which is not there", repair);
        }
        eachPage(connection, "messages", (first, last) -> {
            for (long[] row : rows(
                    connection,
                    "SELECT m.mailbox_id, COUNT(*) FROM message m WHERE m.mailbox_id BETWEEN ? AND ? AND NOT EXISTS"
                            + " (SELECT 1 FROM content c WHERE c.id = m.content_id) GROUP BY m.mailbox_id",
                    first,
                    last)) {
                if (repair) {
                    removeWithoutContent(connection, row[0]);
                }
                found(row[1] + " messages of mailbox " + row[0] + " have no content", repair);
            }
            for (long[] row : rows(
                    connection,
                    "SELECT m.mailbox_id, COUNT(*) FROM message m JOIN content c ON c.id = m.content_id"
                            + " WHERE m.mailbox_id BETWEEN ? AND ? AND m.size <> c.size GROUP BY m.mailbox_id",
                    first,
                    last)) {
                if (repair) {
                    execute(
                            connection,
                            "UPDATE message SET size = (SELECT c.size FROM content c WHERE c.id = message.content_id)"
                                    + " WHERE mailbox_id = ? AND EXISTS (SELECT 1 FROM content c"
                                    + " WHERE c.id = message.content_id AND c.size <> message.size)",
                            row[0]);
                }
                found(row[1] + " messages of mailbox " + row[0] + " are of another size than their content", repair);
            }
        });
    }

    /** Each annotation is of a message that is there. */
    private void annotations(Connection connection) throws SQLException {
        progress.at("annotations");
        String lost = " FROM message_annotation WHERE NOT EXISTS (SELECT 1 FROM message m"
                + " WHERE m.mailbox_id = message_annotation.mailbox_id AND m.uid = message_annotation.uid)";
        for (long[] row : rows(connection, "SELECT mailbox_id, COUNT(*)" + lost + " GROUP BY mailbox_id")) {
            if (repair) {
                transaction(connection, () -> {
                    lock(connection, row[0]);
                    execute(connection, "DELETE" + lost + " AND mailbox_id = ?", row[0]);
                });
            }
            found(row[1] + " annotations of mailbox " + row[0] + " are of messages that are not there", repair);
        }
    }

    /** Nobody can read them: they go as expunged messages do, so that clients notice. */
    private void removeWithoutContent(Connection connection, long mailbox) throws SQLException {
        String lost = " FROM message WHERE mailbox_id = ? AND NOT EXISTS"
                + " (SELECT 1 FROM content c WHERE c.id = message.content_id)";
        transaction(connection, () -> {
            lock(connection, mailbox);
            execute(connection, "UPDATE mailbox SET highestmodseq = highestmodseq + 1 WHERE id = ?", mailbox);
            execute(
                    connection,
                    "INSERT INTO expunge_log (mailbox_id, modseq, first_uid, last_uid, logged) SELECT mailbox_id,"
                            + " (SELECT b.highestmodseq FROM mailbox b WHERE b.id = mailbox_id), uid, uid, CAST(? AS"
                            + " BIGINT)"
                            + lost,
                    Instant.now().getEpochSecond(),
                    mailbox);
            execute(connection, "DELETE" + lost, mailbox);
        });
    }

    /** Content to which nothing refers, and which nobody is going to collect. Tables that refer to content have its id. */
    private void orphans(Connection connection) throws SQLException {
        progress.at("content without messages");
        StringBuilder none = new StringBuilder();
        for (String table : referring(connection)) {
            none.append(" AND NOT EXISTS (SELECT 1 FROM ").append(table).append(" r WHERE r.content_id = c.id)");
        }
        long count = number(connection, "SELECT COUNT(*) FROM content c WHERE 1 = 1" + none);
        if (count == 0) {
            return;
        }
        if (repair) {
            long now = Instant.now().getEpochSecond();
            int released;
            do {
                released = execute(
                        connection,
                        "INSERT INTO released_content (content_id, released) SELECT c.id, CAST(? AS BIGINT) FROM"
                                + " content c WHERE 1 = 1" + none + " FETCH FIRST " + REMOVED + " ROWS ONLY",
                        now);
            } while (released == REMOVED);
        }
        found(count + " contents belong to no message" + (repair ? "; they are collected in an hour" : ""), repair);
    }

    private static List<String> referring(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        DatabaseMetaData database = connection.getMetaData();
        String column = database.storesUpperCaseIdentifiers() ? "CONTENT_ID" : "content_id";
        try (ResultSet rows = database.getColumns(null, connection.getSchema(), "%", column)) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        tables.remove("content_chunk");
        tables.retainAll(StoreTables.names(connection));
        return tables;
    }

    private void mailboxes(Connection connection) throws SQLException {
        eachPage(connection, "mailboxes", (first, last) -> {
            for (Object[] row : counters(connection, first, last)) {
                if (!isRight(row)) {
                    mailbox(connection, number(row[0]));
                }
            }
        });
    }

    private void mailbox(Connection connection, long id) throws SQLException {
        transaction(connection, () -> {
            lock(connection, id);
            for (Object[] row : counters(connection, id, id)) {
                if (isRight(row)) {
                    continue;
                }
                if (repair) {
                    execute(
                            connection,
                            "UPDATE mailbox SET messages = ?, unseen = ?, recent = ?, size = ?, uidnext = ?,"
                                    + " highestmodseq = ?, annotation_octets = ? WHERE id = ?",
                            number(row[7]),
                            number(row[8]),
                            number(row[9]),
                            number(row[10]),
                            Math.max(number(row[5]), nextUid(row)),
                            Math.max(number(row[6]), number(row[12])),
                            number(row[16]),
                            id);
                }
                found(
                        "The counters of mailbox %d (%s) are wrong: %s messages, %s unseen, %s recent, %s octets, next UID %s, mod-sequence %s, %s octets of annotations; counted %s, %s, %s, %s, at least %s, at least %s, %s"
                                .formatted(
                                        id,
                                        row[13],
                                        row[1],
                                        row[2],
                                        row[3],
                                        row[4],
                                        row[5],
                                        row[6],
                                        row[15],
                                        row[7],
                                        row[8],
                                        row[9],
                                        row[10],
                                        nextUid(row),
                                        row[12],
                                        row[16]),
                        repair);
            }
        });
    }

    private static boolean isRight(Object[] row) {
        for (int counter = 1; counter <= 4; counter++) {
            if (number(row[counter]) != number(row[counter + 6])) {
                return false;
            }
        }
        return number(row[5]) >= nextUid(row)
                && number(row[6]) >= number(row[12])
                && number(row[15]) == number(row[16]);
    }

    private static long nextUid(Object[] row) {
        return Math.max(number(row[11]), number(row[14]));
    }

    private static List<Object[]> counters(Connection connection, long first, long last) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COUNTERS)) {
            for (int i = 0; i < 8; i += 2) {
                statement.setLong(i + 1, first);
                statement.setLong(i + 2, last);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Object[] row = new Object[17];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = result.getObject(i + 1);
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    private void accounts(Connection connection) throws SQLException {
        progress.at("quotas");
        String sums = "COALESCE((SELECT SUM(b.size) FROM mailbox b WHERE b.account_id = a.id), 0),"
                + " COALESCE((SELECT SUM(b.messages) FROM mailbox b WHERE b.account_id = a.id), 0)";
        String all = "SELECT a.id, a.used_bytes, a.used_messages, " + sums + " FROM account a";
        for (long[] row : rows(connection, all)) {
            if (row[1] == row[3] && row[2] == row[4]) {
                continue;
            }
            transaction(connection, () -> {
                rows(connection, "SELECT id FROM account WHERE id = ? FOR UPDATE", row[0]);
                for (long[] now : rows(connection, all + " WHERE a.id = ?", row[0])) {
                    if (now[1] == now[3] && now[2] == now[4]) {
                        continue;
                    }
                    if (repair) {
                        execute(
                                connection,
                                "UPDATE account SET used_bytes = ?, used_messages = ? WHERE id = ?",
                                now[3],
                                now[4],
                                now[0]);
                    }
                    found(
                            "Account %d uses %d octets and %d messages, not %d and %d"
                                    .formatted(now[0], now[3], now[4], now[1], now[2]),
                            repair);
                }
            });
        }
    }

    /** The locks that every change of a mailbox holds, in their order. */
    private static void lock(Connection connection, long mailbox) throws SQLException {
        rows(
                connection,
                "SELECT id FROM account WHERE id = (SELECT account_id FROM mailbox WHERE id = ?) FOR UPDATE",
                mailbox);
        rows(connection, "SELECT id FROM mailbox WHERE id = ? FOR UPDATE", mailbox);
    }

    private interface Page {

        void look(long first, long last) throws SQLException;
    }

    private void eachPage(Connection connection, String what, Page page) throws SQLException {
        long last = Long.MIN_VALUE;
        long seen = 0;
        long count = number(connection, "SELECT COUNT(*) FROM mailbox");
        while (true) {
            List<long[]> ids = rows(
                    connection,
                    "SELECT id FROM mailbox WHERE id > ? ORDER BY id FETCH FIRST " + MAILBOXES + " ROWS ONLY",
                    last);
            if (ids.isEmpty()) {
                return;
            }
            last = ids.get(ids.size() - 1)[0];
            page.look(ids.get(0)[0], last);
            seen += ids.size();
            progress.at("%s: mailbox %d of %d".formatted(what, seen, count));
        }
    }

    private interface Work {

        void run() throws SQLException;
    }

    private static void transaction(Connection connection, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return rows(connection, sql).get(0)[0];
    }

    /** Rows of numbers. */
    private static List<long[]> rows(Connection connection, String sql, long... parameters) throws SQLException {
        List<long[]> rows = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet result = statement.executeQuery()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                long[] row = new long[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = result.getLong(i + 1);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static int execute(Connection connection, String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, long... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setLong(i + 1, parameters[i]);
        }
        return statement;
    }
}
