package org.facteur.mailstore.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store of any use is whole; one that somebody has damaged is found out, and mended where it can be. */
class StoreCheckContractTest extends StoreContract {

    private AccountId account;
    private MailboxId inbox;

    @BeforeEach
    void fill() throws Exception {
        String name = name();
        account = store.account(name);
        for (int i = 0; i < 4; i++) {
            deliver(SmtpService.RELAY, message("number " + i), address(name));
        }
        deliver(SmtpService.RELAY, message("large") + "A line of many.\r\n".repeat(40_000), address(name));
        inbox = store.inbox(account);
        store.imap.copy(inbox, UidSet.range(2, 5), account, new MailboxName("Archive"));
        append(account, "INBOX", message("gone"), Flags.of(SystemFlag.DELETED));
        store.imap.expunge(inbox, UidSet.of(6));
    }

    private static List<Finding> check(boolean repair) throws Exception {
        List<Finding> findings = new ArrayList<>();
        new StoreCheck(store.dataSource(), repair, findings::add, Progress.SILENT).run();
        return findings;
    }

    private void damage(String sql) throws Exception {
        String bound = sql.replace(":inbox", Long.toString(inbox.value()))
                .replace(":account", Long.toString(account.value()))
                .replace(
                        ":content",
                        "(SELECT MAX(content_id) FROM message WHERE uid = 2 AND mailbox_id = " + inbox.value() + ")")
                .replace(
                        ":large",
                        "(SELECT content_id FROM message WHERE uid = 5 AND mailbox_id = " + inbox.value() + ")");
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(bound);
        }
    }

    @Test
    void aStoreInUseIsWhole() throws Exception {
        assertThat(check(false)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE mailbox SET messages = messages + 1 WHERE id = :inbox | counters of mailbox",
                "UPDATE mailbox SET unseen = 0 WHERE id = :inbox | counters of mailbox",
                "UPDATE mailbox SET recent = recent - 1 WHERE id = :inbox | counters of mailbox",
                "UPDATE mailbox SET size = size - 7 WHERE id = :inbox | counters of mailbox",
                "UPDATE mailbox SET uidnext = 3 WHERE id = :inbox | counters of mailbox",
                "UPDATE mailbox SET highestmodseq = 1 WHERE id = :inbox | counters of mailbox",
                "UPDATE mailbox SET annotation_octets = 3 WHERE id = :inbox | counters of mailbox",
                "INSERT INTO message_annotation (mailbox_id, uid, owner_id, path, modseq) VALUES (:inbox, 77, 0, '/x',"
                        + " 1) | annotations of mailbox",
                "UPDATE account SET used_bytes = 1 WHERE id = :account | uses",
                "UPDATE account SET used_messages = used_messages + 1 WHERE id = :account | uses",
                "UPDATE account SET inbox_id = NULL WHERE id = :account | does not know its INBOX",
                "DELETE FROM content WHERE id = :content | have no content",
                "DELETE FROM message WHERE mailbox_id = :inbox AND uid = 1 | belong to no message",
                "INSERT INTO content_chunk (content_id, n, data) VALUES (999999999, 0, CAST('x' AS BYTEA)) | which is"
                        + " not there",
                "UPDATE content SET structure = CAST('x' AS BYTEA) WHERE id = :content | structure of content",
                "UPDATE content SET structure = CAST('x' AS BYTEA) WHERE id = :large | structure of content",
                "UPDATE message SET size = size + 1 WHERE mailbox_id = :inbox AND uid = 3 | of another size",
                "INSERT INTO message (mailbox_id, uid, content_id, internal_date, size, flags, modseq) SELECT 77, 1,"
                        + " content_id, 0, size, 0, 1 FROM message WHERE uid = 1 AND mailbox_id = :inbox | messages of"
                        + " mailbox 77"
            })
    void whatIsDamagedIsFoundAndMended(String damage, String sentence) throws Exception {
        damage(damage);

        assertThat(check(false)).anyMatch(finding -> finding.sentence().contains(sentence) && !finding.mended());
        assertThat(check(true)).isNotEmpty().allMatch(Finding::mended);
        assertThat(check(false)).isEmpty();

        assertThat(append(account, "INBOX", message("after"), Flags.NONE).uids().first())
                .isGreaterThan(6);
        assertThat(store.imap.fetch(
                        inbox,
                        store.imap.search(inbox, UidSet.range(1, 50), new org.facteur.api.search.SearchKey.All()),
                        Set.of(FetchPart.STRUCTURE)))
                .isNotEmpty();
        assertThat(check(false)).isEmpty();
    }

    @Test
    void lostOctetsAreSaidAndNotMended() throws Exception {
        damage("DELETE FROM content_chunk WHERE n = 1 AND content_id = :large");

        assertThat(check(true))
                .singleElement()
                .matches(finding -> finding.sentence().contains("lacks octets") && !finding.mended());

        damage("UPDATE message SET content_id = :content WHERE content_id = :large");
        check(true);
        damage("DELETE FROM content_chunk WHERE content_id IN (SELECT content_id FROM released_content)");
        damage("DELETE FROM content WHERE id IN (SELECT content_id FROM released_content)");
        assertThat(check(false)).isEmpty();
    }
}
