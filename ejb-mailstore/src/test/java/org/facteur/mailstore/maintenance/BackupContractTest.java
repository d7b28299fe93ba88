package org.facteur.mailstore.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.DatabaseAddress;
import org.facteur.mailstore.harness.Pool;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.harness.TestStore;
import org.facteur.mailstore.start.StoreSchema;
import org.facteur.mailstore.upgrade.StoreListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup is the store as it was at one moment, and becomes a store again on either database. */
class BackupContractTest extends StoreContract {

    @TempDir
    private Path folder;

    private Path backup(String name) throws Exception {
        Path file = folder.resolve(name + ".zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            new Backup(store.dataSource(), "0.0.0-test").write(out, Progress.SILENT);
        }
        return file;
    }

    /** Restores into a new database and opens a store on it. */
    private static TestStore restored(Path archive, Database into) throws Exception {
        DatabaseAddress empty = into.create();
        Pool pool = new Pool(empty.dataSource());
        new Restore(pool.dataSource()).read(archive, Progress.SILENT);
        pool.close();
        return TestStore.on(empty);
    }

    /** Without the counters that a restore moves on. */
    private static String listing(TestStore of, String name) throws Exception {
        return StoreListing.of(of, List.of(name))
                .replaceAll("uidnext \\d+", "")
                .replaceAll("(messages .*) modseq \\d+", "$1");
    }

    private static String large() {
        return message("large") + "Many lines make a message of several chunks.\r\n".repeat(20_000);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void allThatClientsSeeIsThereAgainOnEitherDatabase(Database into) throws Exception {
        String name = name();
        AccountId account = store.account(name);
        deliver(SmtpService.RELAY, large(), address(name));
        append(account, "Sent", message("sent"), new Flags(Set.of(SystemFlag.SEEN), Set.of("$Label1")));
        append(account, "INBOX", message("gone"), Flags.of(SystemFlag.DELETED));
        store.imap.create(account, new MailboxName("Été/日本"));
        store.imap.copy(store.inbox(account), UidSet.of(1), account, new MailboxName("Été/日本"));
        store.imap.expunge(store.inbox(account), UidSet.of(2));
        store.imap.subscribe(account, new MailboxName("Nowhere"), true);
        Path archive = backup("all");

        try (TestStore again = restored(archive, into)) {
            assertThat(listing(again, name)).isEqualTo(listing(store, name));
            assertThat(uniqueIds(again, again.login(name).id()))
                    .as("POP3 clients have these messages already")
                    .isEqualTo(uniqueIds(store, account))
                    .isNotEmpty();
            assertThat(again.imap
                            .status(again.login(name).id(), MailboxName.INBOX)
                            .uidNext())
                    .as("UIDs that came after the backup are never given out again")
                    .isEqualTo(3 + Restore.UID_GAP);
            again.account("new" + name);
            again.smtp.deliver(new org.facteur.api.smtp.InboundMessage(
                    client(SmtpService.RELAY), "", List.of(address(name)), source(message("next")), ARRIVED));
            AccountId there = again.login(name).id();
            again.imap.move(again.inbox(there), UidSet.of(1), there, new MailboxName("Archive"));
        }
    }

    @Test
    void everyTableOfTheSchemaIsInItUnlessItPasses() throws Exception {
        Set<String> kept = new TreeSet<>();
        try (Connection connection = store.dataSource().getConnection()) {
            kept.addAll(StoreTables.names(connection));
        }
        kept.removeAll(StoreTables.PASSING);

        Set<String> written = new TreeSet<>();
        try (ZipFile zip = new ZipFile(backup("tables").toFile())) {
            zip.stream().map(ZipEntry::getName).forEach(written::add);
            BackupManifest manifest;
            try (var in = zip.getInputStream(zip.getEntry(BackupManifest.NAME))) {
                manifest = BackupManifest.read(in);
            }
            assertThat(manifest.schema()).isEqualTo(StoreSchema.newestKnown(store.dataSource()));
            assertThat(manifest.sequences().keySet())
                    .contains("account_seq", "mailbox_seq", "content_seq", "domain_seq");
        }
        assertThat(written).contains(BackupManifest.NAME).hasSize(kept.size() + 1);
        assertThat(kept).contains("account", "message", "content", "content_chunk", "removal", "subscription");
        kept.forEach(table -> assertThat(written).contains("tables/" + table));
    }

    @Test
    void itIsOneMomentWhileMailComesIn() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Path archive;
        int before;
        try {
            List<Future<?>> load = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                int number = thread;
                load.add(threads.submit(() -> {
                    for (int i = 0; running.get(); i++) {
                        String subject = "mail " + number + "." + i;
                        deliver(SmtpService.RELAY, message(subject), address(name));
                        acknowledged.add(subject);
                        if (i % 5 == 0) {
                            append(account, "Archive", message(subject), Flags.NONE);
                        }
                    }
                    return null;
                }));
            }
            while (acknowledged.size() < 30) {
                Thread.onSpinWait();
            }
            before = acknowledged.size();
            archive = backup("busy");
            running.set(false);
            for (Future<?> one : load) {
                one.get();
            }
        } finally {
            running.set(false);
            threads.shutdownNow();
        }

        try (TestStore again = restored(archive, database)) {
            String recount = "SELECT COUNT(*) FROM mailbox b WHERE b.messages <> (SELECT COUNT(*) FROM message m"
                    + " WHERE m.mailbox_id = b.id) OR b.size <> (SELECT COALESCE(SUM(m.size), 0) FROM message m"
                    + " WHERE m.mailbox_id = b.id)";
            assertThat(again.number(recount)).isZero();
            assertThat(again.number("SELECT COUNT(*) FROM message m WHERE NOT EXISTS"
                            + " (SELECT 1 FROM content c WHERE c.id = m.content_id)"))
                    .isZero();
            assertThat(again.imap
                            .status(again.login(name).id(), MailboxName.INBOX)
                            .messages())
                    .isGreaterThanOrEqualTo(before);
        }
    }

    @Test
    void aStoreThatIsNotEmptyADamagedArchiveAndANewerOneAreRefused() throws Exception {
        Path archive = backup("whole");
        assertThatThrownBy(() -> new Restore(store.dataSource()).read(archive, Progress.SILENT))
                .isInstanceOf(MaintenanceException.class)
                .hasMessageStartingWith("The store is not empty");

        Pool empty = new Pool(database.create().dataSource());
        Path damaged = altered(archive, "tables/account", octets -> {
            octets[octets.length - 2] ^= 1;
            return octets;
        });
        assertThatThrownBy(() -> new Restore(empty.dataSource()).read(damaged, Progress.SILENT))
                .isInstanceOf(MaintenanceException.class)
                .hasMessageContaining("the checksum of tables/account is wrong");
        Path newer = altered(
                archive,
                BackupManifest.NAME,
                octets -> text(octets)
                        .replaceAll("schema=.*", "schema=9999")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new Restore(empty.dataSource()).read(newer, Progress.SILENT))
                .isInstanceOf(MaintenanceException.class)
                .hasMessageContaining("newer than this one (schema 9999)");
        Path cut = Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(Files.readAllBytes(archive), 500));
        assertThatThrownBy(() -> new Restore(empty.dataSource()).read(cut, Progress.SILENT))
                .isInstanceOf(MaintenanceException.class)
                .hasMessageStartingWith("The file is no whole backup");
        try (Connection connection = empty.dataSource().getConnection()) {
            assertThat(StoreTables.names(connection)).as("nothing was written").isEmpty();
        }
        empty.close();
    }

    private interface Change {
        byte[] apply(byte[] octets);
    }

    private Path altered(Path archive, String entry, Change change) throws Exception {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(archive.toFile());
                ZipOutputStream out = new ZipOutputStream(copy)) {
            for (ZipEntry each : Collections.list(zip.entries())) {
                out.putNextEntry(new ZipEntry(each.getName()));
                byte[] octets = zip.getInputStream(each).readAllBytes();
                out.write(each.getName().equals(entry) ? change.apply(octets) : octets);
            }
        }
        return Files.write(folder.resolve("altered-" + entry.hashCode() + ".zip"), copy.toByteArray());
    }
}
