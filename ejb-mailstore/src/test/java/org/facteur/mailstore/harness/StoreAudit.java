package org.facteur.mailstore.harness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What is true of every store at every moment between two transactions, counted in the database itself. */
public final class StoreAudit {

    private static final String MESSAGES = " FROM message m WHERE m.mailbox_id = b.id";

    /** Each statement counts what contradicts its sentence. */
    private static final Map<String, String> RULES = new LinkedHashMap<>();

    static {
        mailboxes("counts its messages", "b.messages <> (SELECT COUNT(*)" + MESSAGES + ")");
        mailboxes("sums their size", "b.size <> (SELECT COALESCE(SUM(m.size), 0)" + MESSAGES + ")");
        mailboxes("counts the unseen", "b.unseen <> (SELECT COUNT(*)" + MESSAGES + " AND BITAND(m.flags, 8) = 0)");
        mailboxes("counts the recent", "b.recent <> (SELECT COUNT(*)" + MESSAGES + " AND m.uid >= b.recent_from)");
        mailboxes("gives ascending UIDs", "b.uidnext <= (SELECT COALESCE(MAX(m.uid), 0)" + MESSAGES + ")");
        mailboxes("knows its newest change", "b.highestmodseq < (SELECT COALESCE(MAX(m.modseq), 0)" + MESSAGES + ")");
        mailboxes(
                "knows its newest expunge",
                "b.highestmodseq < (SELECT COALESCE(MAX(e.modseq), 0) FROM expunge_log e WHERE e.mailbox_id = b.id)");
        mailboxes(
                "sums its annotations",
                "b.annotation_octets <> (SELECT COALESCE(SUM(CHAR_LENGTH(n.path) + COALESCE(OCTET_LENGTH(n.octets),"
                        + " 0)), 0) FROM message_annotation n WHERE n.mailbox_id = b.id)");
        RULES.put(
                "an annotation is of a message",
                "SELECT COUNT(*) FROM message_annotation n WHERE NOT EXISTS"
                        + " (SELECT 1 FROM message m WHERE m.mailbox_id = n.mailbox_id AND m.uid = n.uid)");
        RULES.put(
                "an account knows what it uses",
                "SELECT COUNT(*) FROM account a WHERE a.used_bytes <>"
                        + " (SELECT COALESCE(SUM(b.size), 0) FROM mailbox b WHERE b.account_id = a.id)");
        RULES.put(
                "an account knows how many messages it has",
                "SELECT COUNT(*) FROM account a WHERE a.used_messages <>"
                        + " (SELECT COALESCE(SUM(b.messages), 0) FROM mailbox b WHERE b.account_id = a.id)");
        RULES.put(
                "what is expunged is gone",
                "SELECT COUNT(*) FROM message m JOIN expunge_log e ON e.mailbox_id = m.mailbox_id"
                        + " AND m.uid BETWEEN e.first_uid AND e.last_uid");
        RULES.put(
                "a message is somewhere",
                "SELECT COUNT(*) FROM message m WHERE NOT EXISTS (SELECT 1 FROM mailbox b WHERE b.id = m.mailbox_id)"
                        + " AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.id = m.mailbox_id)");
        RULES.put(
                "a message has content",
                "SELECT COUNT(*) FROM message m WHERE NOT EXISTS (SELECT 1 FROM content c WHERE c.id = m.content_id)");
        RULES.put(
                "content has a message, or waits for its way out, or is to be collected",
                "SELECT COUNT(*) FROM content c WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.content_id = c.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM queue_message q WHERE q.content_id = c.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM released_content r WHERE r.content_id = c.id)");
        RULES.put(
                "what waits for its way out has content",
                "SELECT COUNT(*) FROM queue_message q WHERE NOT EXISTS (SELECT 1 FROM content c WHERE c.id ="
                        + " q.content_id)");
        RULES.put(
                "a message in the queue has a recipient",
                "SELECT COUNT(*) FROM queue_message q WHERE NOT EXISTS"
                        + " (SELECT 1 FROM queue_recipient r WHERE r.message_id = q.id)");
        RULES.put(
                "a recipient in the queue has a message",
                "SELECT COUNT(*) FROM queue_recipient r WHERE NOT EXISTS"
                        + " (SELECT 1 FROM queue_message q WHERE q.id = r.message_id)");
        RULES.put(
                "a chunk belongs to content",
                "SELECT COUNT(*) FROM content_chunk k WHERE NOT EXISTS"
                        + " (SELECT 1 FROM content c WHERE c.id = k.content_id)");
        RULES.put(
                "content is complete",
                "SELECT COUNT(*) FROM content c WHERE c.size <> c.head_size + (SELECT COALESCE(SUM("
                        + "OCTET_LENGTH(k.data)), 0) FROM content_chunk k WHERE k.content_id = c.id)");
    }

    private StoreAudit() {}

    private static void mailboxes(String sentence, String contradiction) {
        RULES.put("a mailbox " + sentence, "SELECT COUNT(*) FROM mailbox b WHERE " + contradiction);
    }

    /** The sentences that are not true, each with how often. */
    public static List<String> contradictions(DataSource source) {
        List<String> found = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> rule : RULES.entrySet()) {
                try (ResultSet row = statement.executeQuery(rule.getValue())) {
                    row.next();
                    if (row.getLong(1) != 0) {
                        found.add(rule.getKey() + ": not " + row.getLong(1) + " times");
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
