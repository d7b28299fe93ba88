package org.facteur.mailstore.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.harness.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who leaves takes all mail along, and who comes brings it. */
class MailTransferContractTest extends StoreContract {

    @TempDir
    private Path folder;

    private Path export(AccountId account, MailExport.Format format) throws Exception {
        Path file = folder.resolve("mail-" + format + ".zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            new MailExport(mail(account)).write(format, out);
        }
        return file;
    }

    private static ImportReport read(AccountId account, Path file) throws Exception {
        return new MailImport(mail(account), 20 << 20).read(file, Progress.SILENT);
    }

    private static AccountMail mail(AccountId account) {
        return new AccountMail() {
            @Override
            public List<MailboxListing> list() throws MailStoreException {
                return store.imap.list(account);
            }

            @Override
            public MailboxSnapshot select(MailboxName name) throws MailStoreException {
                return store.imap.select(account, name);
            }

            @Override
            public List<FetchedMessage> fetch(MailboxId mailbox, UidSet uids, Set<FetchPart> parts)
                    throws MailStoreException {
                return store.imap.fetch(mailbox, uids, parts);
            }

            @Override
            public List<byte[]> read(List<ContentRange> ranges) throws MailStoreException {
                return store.imap.read(ranges);
            }

            @Override
            public void append(MailboxName mailbox, AppendMessage message) throws MailStoreException {
                store.imap.append(account, mailbox, List.of(message));
            }

            @Override
            public void create(MailboxName name) throws MailStoreException {
                store.imap.create(account, name);
            }

            @Override
            public void subscribe(MailboxName name) throws MailStoreException {
                store.imap.subscribe(account, name, true);
            }
        };
    }

    private Path zip(Map<String, String> entries) throws Exception {
        Path file = Files.createTempFile(folder, "made", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
                zip.closeEntry();
            }
        }
        return file;
    }

    /** Mailboxes, subscriptions, and of each message flags, date and octets; UIDs are not carried over. */
    private static List<String> all(AccountId account) throws Exception {
        List<String> all = new ArrayList<>();
        for (MailboxListing mailbox : store.imap.list(account)) {
            all.add(mailbox.name() + " " + mailbox.subscribed());
            if (!mailbox.exists() || !mailbox.selectable()) {
                continue;
            }
            MailboxSnapshot snapshot = store.imap.select(account, mailbox.name());
            if (snapshot.size() == 0) {
                continue;
            }
            for (FetchedMessage message :
                    store.imap.fetch(snapshot.mailbox(), UidSet.range(1, snapshot.uid(snapshot.size())), Set.of())) {
                StringBuilder octets = new StringBuilder();
                for (long offset = 0; offset < message.size(); offset += 1 << 18) {
                    octets.append(text(octets(store.imap, message.content(), offset, 1 << 18)));
                }
                all.add(mailbox.name() + " "
                        + new TreeSet<>(snapshot.flagTable().names(message.flags())) + " " + message.internalDate()
                        + " " + octets);
            }
        }
        return all;
    }

    private static AccountId filled() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("plain"), Flags.NONE);
        append(
                account,
                "INBOX",
                message("flagged"),
                new Flags(
                        Set.of(SystemFlag.SEEN, SystemFlag.FLAGGED, SystemFlag.ANSWERED), Set.of("$Label1", "Urgent")));
        append(account, "Drafts", message("draft"), Flags.of(SystemFlag.DRAFT, SystemFlag.DELETED));
        store.imap.create(account, new MailboxName("Projects/Été & co/v1.2"));
        append(
                account,
                "Projects/Été & co/v1.2",
                "Status: mine\r\n"
                        + "Subject: quoting\r\n\r\n"
                        + "From here\r\n"
                        + ">From there\r\n"
                        + ">>From far\r\n\r\n"
                        + "From  \r\n"
                        + "Fromage\r\n"
                        + ".\r\n",
                Flags.NONE);
        store.imap.append(
                account,
                new MailboxName("Archive"),
                List.of(new AppendMessage(
                        Flags.NONE,
                        Instant.parse("1999-12-31T23:59:59Z"),
                        source("Subject: 8bit\r\n\r\n" + "caf\u00e9 and a long line ".repeat(2_000) + "\r\n"
                                + "lines\r\n".repeat(60_000)))));
        Set<String> many = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            many.add("k" + i);
        }
        append(account, "Archive", message("keywords"), new Flags(Set.of(), many));
        store.imap.subscribe(account, new MailboxName("Projects/Été & co"), true);
        return account;
    }

    @ParameterizedTest
    @EnumSource(MailExport.Format.class)
    void whatIsExportedIsImportedOctetForOctet(MailExport.Format format) throws Exception {
        AccountId account = filled();
        AccountId other = store.account(name());

        ImportReport report = read(other, export(account, format));

        assertThat(all(other)).isEqualTo(all(account));
        assertThat(report.skipped()).isEmpty();
        assertThat(report.messages()).isEqualTo(6);
        assertThat(report.mailboxes()).isEqualTo(3);
    }

    @Test
    void theArchiveIsAMaildirThatOthersRead() throws Exception {
        AccountId account = filled();

        try (ZipFile zip =
                new ZipFile(export(account, MailExport.Format.MAILDIR).toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            assertThat(names)
                    .contains("cur/", "new/", "tmp/", ".Archive/cur/", ".Projects.&AMk-t&AOk- &- co.v1&AC4-2/cur/")
                    .anyMatch(name -> name.matches("cur/\\d+\\.M2\\.facteur,S=\\d+,K=3:2,FRSab"));
            assertThat(new String(
                            zip.getInputStream(zip.getEntry("dovecot-keywords")).readAllBytes(),
                            StandardCharsets.US_ASCII))
                    .isEqualTo("0 $Label1\n1 Urgent\n");
        }
    }

    @Test
    void aMaildirOfDovecotIsRead() throws Exception {
        AccountId account = store.account(name());
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("Maildir/cur/1000000000.M1P2.host,S=30,W=31:2,RSa", "Subject: unix\n\nLine\n\r\nend");
        entries.put("Maildir/new/1000000001.M1P3.host", "Subject: new\n\nx\n");
        entries.put("Maildir/tmp/1000000002.M1P4.host", "Subject: half");
        entries.put("Maildir/.Sent.2001/cur/1000000003.M1P5.host:2,PF", "Subject: passed\r\n\r\nx\r\n");
        entries.put("Maildir/dovecot-keywords", "0 Work\n1 no good\n");
        entries.put("Maildir/dovecot-uidlist", "3 V1 N3\n");
        entries.put("Maildir/subscriptions", "V\t2\n\nSent\t2001\n");

        ImportReport report = read(account, zip(entries));

        assertThat(all(account))
                .contains(
                        "INBOX [Work, \\Answered, \\Seen] 2001-09-09T01:46:40Z Subject: unix\r\n\r\nLine\r\n\r\nend",
                        "INBOX [] 2001-09-09T01:46:41Z Subject: new\r\n\r\nx\r\n",
                        "Sent/2001 [$Forwarded, \\Flagged] 2001-09-09T01:46:43Z Subject: passed\r\n\r\nx\r\n",
                        "Sent/2001 true");
        assertThat(report).isEqualTo(new ImportReport(3, 1, List.of()));
    }

    @Test
    void theFilesOfThunderbirdAreRead() throws Exception {
        AccountId account = store.account(name());
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(
                "Inbox",
                "From - Sun Sep  9 01:46:40 2001\n"
                        + "X-Mozilla-Status: 0003\n"
                        + "X-Mozilla-Keys: Later  \n"
                        + "Subject: one\n\n"
                        + "First\n"
                        + ">From here\n\n"
                        + "From - Sun Sep  9 01:46:41 2001\n"
                        + "X-Mozilla-Status: 0009\n"
                        + "Subject: deleted\n\n"
                        + "x\n\n");
        entries.put("Inbox.msf", "// <!-- <mdb:mork:z v=\"1.4\"/> -->");
        entries.put("Archives.sbd/2001.mbox", "From a@b Sun Sep  9 01:46:42 2001\nSubject: two\n\nSecond\n");

        ImportReport report = read(account, zip(entries));

        assertThat(all(account))
                .contains(
                        "INBOX [Later, \\Answered, \\Seen] 2001-09-09T01:46:40Z X-Mozilla-Status: 0003\r\n"
                                + "X-Mozilla-Keys: Later  \r\n"
                                + "Subject: one\r\n\r\n"
                                + "First\r\n"
                                + "From here\r\n",
                        "Archives/2001 [] 2001-09-09T01:46:42Z Subject: two\r\n\r\nSecond\r\n")
                .noneMatch(line -> line.contains("deleted"));
        assertThat(report.messages()).isEqualTo(2);

        Path single = Files.writeString(folder.resolve("mail"), entries.get("Archives.sbd/2001.mbox"));
        assertThat(read(account, single).messages()).isEqualTo(1);
        assertThat(store.imap.select(account, new MailboxName("Imported")).size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../cur/1.M1", "/etc/cur/1.M1", "a/../../cur/1.M1", "C:\\mail\\cur\\1.M1"})
    void anEntryThatLeadsOutOfTheArchiveIsRefused(String name) throws Exception {
        AccountId account = store.account(name());
        Path file = zip(Map.of(name, "Subject: x\n\nx\n"));

        assertThatThrownBy(() -> read(account, file))
                .isInstanceOf(MaintenanceException.class)
                .hasMessageContaining("leads out of it");
        assertThat(store.imap.select(account, MailboxName.INBOX).size()).isZero();
    }

    @Test
    void anEntryThatGrowsWithoutMeasureIsRefusedAndALargeMessageLeftOut() throws Exception {
        AccountId account = store.account(name());
        Path bomb = zip(Map.of("cur/1.M1", "0".repeat(30 << 20)));
        assertThatThrownBy(() -> read(account, bomb))
                .isInstanceOf(MaintenanceException.class)
                .hasMessageContaining("made to harm");

        Path nothing = Files.writeString(folder.resolve("nothing"), "Hello");
        assertThatThrownBy(() -> read(account, nothing))
                .isInstanceOf(MaintenanceException.class)
                .hasMessage("The file is neither a zip archive nor an mbox file");
        assertThat(read(account, zip(Map.of("notes.txt", "Hello"))).skipped())
                .containsExactly("notes.txt: this is neither a Maildir nor an mbox file");
    }

    @Test
    void aQuotaEndsAnImportAndWhatCameBeforeIsKept() throws Exception {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            entries.put("cur/100000000" + i + ".M1", message("number " + i));
        }
        AccountId account = store.account(name(), TestStore.DOMAIN, new org.facteur.mailstore.domain.Quota(null, 3L));

        MailStoreException refused = catchThrowableOfType(MailStoreException.class, () -> read(account, zip(entries)));

        assertThat(refused.reason()).isEqualTo(Reason.OVER_QUOTA);
        assertThat(store.imap.select(account, MailboxName.INBOX).size()).isEqualTo(3);
    }

    @Test
    void whatIsCarriedAwayAndBroughtLeavesUniqueIdsAsTheyAre() throws Exception {
        AccountId from = store.account(name());
        append(from, "INBOX", message("one"), Flags.NONE);
        append(from, "INBOX", message("two"), Flags.NONE);
        AccountId to = store.account(name());
        append(to, "INBOX", message("own"), Flags.NONE);
        List<String> ofTheOther = uniqueIds(store, from);
        List<String> own = uniqueIds(store, to);

        read(to, export(from, MailExport.Format.MAILDIR));

        assertThat(uniqueIds(store, from)).isEqualTo(ofTheOther);
        assertThat(uniqueIds(store, to)).hasSize(3).startsWith(own.get(0)).doesNotContainAnyElementsOf(ofTheOther);
    }
}
