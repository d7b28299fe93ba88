package org.facteur.mailstore.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.DatabaseAddress;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.harness.TestStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that any older version has filled becomes one of this version: all its mail is there, and it works. */
class UpgradeContractTest {

    private static final Instant NOW = Instant.parse("2026-04-01T10:15:30Z");

    static List<Arguments> fixtures() {
        List<Arguments> fixtures = new ArrayList<>();
        try (Stream<Path> versions = Files.list(folder())) {
            for (Path version : versions.filter(Files::isDirectory).sorted().toList()) {
                for (Database database : Database.values()) {
                    fixtures.add(Arguments.of(version.getFileName().toString(), database));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fixtures;
    }

    private static Path folder() {
        try {
            return Path.of(UpgradeContractTest.class.getResource("/upgrade").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void allMailIsThereAndTheStoreWorks(String version, Database database) throws Exception {
        Path fixture = folder().resolve(version);
        String name = database.name().toLowerCase(Locale.ROOT);
        DatabaseAddress filled = database.create();
        load(filled, fixture.resolve(name + ".sql.gz"));

        try (TestStore store = TestStore.on(filled)) {
            List<String> names = List.of("alice", "bob");
            assertThat(StoreListing.of(store, names)).isEqualTo(Files.readString(fixture.resolve(name + ".txt")));
            countersAreExact(store);
            works(store);
            countersAreExact(store);
        }
        try (TestStore again = TestStore.on(filled)) {
            assertThat(again.imap.list(again.login("bob").id())).isNotEmpty();
        }
    }

    private static void load(DatabaseAddress database, Path script) throws Exception {
        String sql;
        try (InputStream octets = new GZIPInputStream(Files.newInputStream(script))) {
            sql = new String(octets.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void countersAreExact(TestStore store) {
        assertThat(store.number("SELECT COUNT(*) FROM account a WHERE"
                        + " a.used_bytes <> (SELECT SUM(m.size) FROM message m JOIN mailbox b ON b.id = m.mailbox_id"
                        + " WHERE b.account_id = a.id)"
                        + " OR a.used_messages <> (SELECT COUNT(*) FROM message m JOIN mailbox b ON b.id = m.mailbox_id"
                        + " WHERE b.account_id = a.id)"))
                .isZero();
        assertThat(store.number("SELECT COUNT(*) FROM mailbox b WHERE b.account_id IS NOT NULL AND (b.messages <>"
                        + " (SELECT COUNT(*) FROM message m WHERE m.mailbox_id = b.id) OR b.uidnext <="
                        + " (SELECT COALESCE(MAX(m.uid), 0) FROM message m WHERE m.mailbox_id = b.id))"))
                .isZero();
    }

    private static void works(TestStore store) throws Exception {
        AccountId alice = store.login("alice").id();
        MailboxId inbox = store.inbox(alice);
        MailboxSnapshot before = store.imap.snapshot(inbox);
        String text = "From: dave@example.org\r\nSubject: after the upgrade\r\n\r\nAn unmistakeable word.\r\n";
        SmtpClient client = new SmtpClient(
                SmtpService.RELAY,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
                "client.example.org",
                Optional.empty(),
                Optional.empty());

        assertThat(store.smtp.deliver(new InboundMessage(
                        client,
                        "dave@example.org",
                        List.of("alice@example.test", "bob@example.test"),
                        StoreContract.source(text),
                        NOW)))
                .containsOnly(RecipientDecision.ACCEPTED);
        long uid = store.imap
                .append(
                        alice,
                        MailboxName.INBOX,
                        List.of(new AppendMessage(Flags.NONE, NOW, StoreContract.source(text))))
                .uids()
                .first();
        assertThat(uid).isEqualTo(before.uidNext() + 1);
        assertThat(store.imap
                        .search(inbox, UidSet.range(1, uid), new SearchKey.Body("unmistakeable"))
                        .count())
                .isEqualTo(2);
        store.imap.create(alice, new MailboxName("New"));
        store.imap.copy(inbox, UidSet.of(1), alice, new MailboxName("New"));
        store.imap.store(inbox, UidSet.of(1), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
        assertThat(store.imap.expunge(inbox, UidSet.of(1)).count()).isEqualTo(1);
        assertThat(store.imap.snapshot(inbox).size()).isEqualTo(before.size() + 1);
        assertThat(store.imap.select(alice, new MailboxName("New")).size()).isEqualTo(1);
    }
}
