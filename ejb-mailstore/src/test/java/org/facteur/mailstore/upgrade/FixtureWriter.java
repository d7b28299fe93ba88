package org.facteur.mailstore.upgrade;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.MessageSource;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.TestStore;

/**
 * Fills an empty store as people do, and writes what becomes a fixture; see the README of the fixtures. Arguments: the database
 * and a folder. It uses only what every version has.
 */
final class FixtureWriter {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

    private FixtureWriter() {}

    public static void main(String[] arguments) throws Exception {
        Database database = Database.valueOf(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Files.createDirectories(folder);
        try (TestStore store = TestStore.open(database)) {
            fill(store);
            Files.writeString(
                    folder.resolve(database.name().toLowerCase(java.util.Locale.ROOT) + ".txt"),
                    StoreListing.of(store, List.of("alice", "bob")));
            try (Connection connection = store.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                if (database == Database.H2) {
                    statement.execute(
                            "SCRIPT SIMPLE COLUMNS TO '" + folder.resolve("h2.sql.gz") + "' COMPRESSION GZIP");
                } else {
                    dump(connection.getMetaData().getURL(), folder.resolve("postgresql.sql"));
                }
            }
        }
    }

    private static void dump(String url, Path file) throws Exception {
        Path programs;
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            programs = versions.findFirst().orElseThrow().resolve("bin");
        }
        String address = url.substring("jdbc:".length()).replaceFirst("\\?.*", "");
        Process dump = new ProcessBuilder(
                        programs.resolve("pg_dump").toString(),
                        "--inserts",
                        "--no-owner",
                        "--no-privileges",
                        "--username=postgres",
                        "--file=" + file,
                        address)
                .inheritIO()
                .start();
        if (dump.waitFor() != 0) {
            throw new IllegalStateException("pg_dump failed");
        }
        // Two lines are for psql alone.
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("\\"))
                        .toList());
    }

    private static void fill(TestStore store) throws Exception {
        AccountId alice = store.account("alice", 50_000_000L);
        AccountId bob = store.account("bob");
        for (int i = 1; i <= 12; i++) {
            String recipients = i % 3 == 0 ? "alice bob" : i % 3 == 1 ? "alice" : "bob";
            deliver(store, message("delivered " + i, "Message number " + i + ".\r\n"), recipients);
        }
        deliver(store, message("in French", "Bonne réception à tous.\r\n"), "alice");
        deliver(store, large(), "alice bob");
        store.imap.create(alice, new MailboxName("Projects/Été 2026/日本"));
        store.imap.create(alice, new MailboxName("Old"));
        store.imap.subscribe(alice, new MailboxName("Projects/Été 2026"), true);
        store.imap.subscribe(alice, new MailboxName("Nowhere"), true);
        store.imap.subscribe(bob, MailboxName.INBOX, true);
        append(store, alice, "Sent", "sent by alice", Flags.of(SystemFlag.SEEN));
        append(store, alice, "Drafts", "a draft", Flags.of(SystemFlag.DRAFT));
        append(
                store,
                alice,
                "Projects/Été 2026/日本",
                "kept",
                new Flags(Set.of(SystemFlag.FLAGGED, SystemFlag.ANSWERED), Set.of("$Forwarded", "Urgent")));
        MailboxId inbox = store.inbox(alice);
        store.imap.store(inbox, UidSet.range(1, 4), change(Flags.of(SystemFlag.SEEN)));
        store.imap.store(inbox, UidSet.range(3, 6), change(new Flags(Set.of(), Set.of("$Label1", "NonJunk"))));
        store.imap.recent(inbox, true);
        store.imap.copy(inbox, UidSet.range(2, 5), alice, new MailboxName("Archive"));
        store.imap.copy(inbox, UidSet.range(1, 3), alice, new MailboxName("Old"));
        store.imap.move(inbox, UidSet.of(6), alice, new MailboxName("Projects"));
        store.imap.store(inbox, UidSet.of(2), change(Flags.of(SystemFlag.DELETED)));
        store.imap.store(inbox, UidSet.of(5), change(Flags.of(SystemFlag.DELETED)));
        store.imap.expunge(inbox, UidSet.of(2));
        store.imap.delete(alice, new MailboxName("Old"));
        store.imap.rename(alice, new MailboxName("Projects/Été 2026"), new MailboxName("Projects/Summer"));
        deliver(store, message("the last", "Bye.\r\n"), "alice bob");
    }

    private static FlagChange change(Flags flags) {
        return new FlagChange(FlagChange.Mode.ADD, flags);
    }

    private static byte[] message(String subject, String body) {
        return ("From: Carol <carol@example.org>\r\nTo: alice@example.test\r\nSubject: " + subject
                        + "\r\nDate: Sun, 1 Mar 2026 11:00:00 +0200\r\nMessage-ID: <" + subject.hashCode()
                        + "@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Of several chunks. */
    private static byte[] large() {
        StringBuilder body = new StringBuilder(700_000);
        for (int line = 0; body.length() < 600_000; line++) {
            body.append("Line ").append(line).append(" of a message that has many of them.\r\n");
        }
        return message("large", body.toString());
    }

    private static void deliver(TestStore store, byte[] octets, String recipients) throws Exception {
        SmtpClient client = new SmtpClient(
                SmtpService.RELAY,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
                "client.example.org",
                Optional.empty(),
                Optional.empty());
        List<String> addresses = List.of(recipients.split(" ")).stream()
                .map(name -> name + "@" + TestStore.DOMAIN)
                .toList();
        store.smtp.deliver(new InboundMessage(client, "carol@example.org", addresses, MessageSource.of(octets), NOW));
    }

    private static void append(TestStore store, AccountId account, String mailbox, String subject, Flags flags)
            throws Exception {
        store.imap.append(
                account,
                new MailboxName(mailbox),
                List.of(new AppendMessage(flags, NOW, MessageSource.of(message(subject, "Hello.\r\n")))));
    }
}
