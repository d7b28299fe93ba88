package org.facteur.mailstore.maintenance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.jspecify.annotations.Nullable;

/**
 * Puts the mail of an archive into the mailboxes of an account, with flags, keywords and dates: what {@link MailExport} writes, a
 * zip of a Maildir or Maildir++ as Dovecot and others keep it, of mbox files as Thunderbird and others do, or one mbox file. A
 * message becomes one transaction; what is in the account stays, and nothing is looked for twice.
 */
public final class MailImport {

    /** Entries of an archive. */
    static final int MAX_ENTRIES = 2_000_000;

    /** An entry that grows more than this when it is opened is made to harm. */
    static final long MAX_EXPANSION = 200;

    /** Small ones may. */
    static final long HARMLESS = 1 << 20;

    private static final int MAX_KEYWORDS_FILE = 64 << 10;
    private static final int MAX_SUBSCRIPTIONS = 4 << 20;
    private static final int BUFFER = 64 << 10;
    private static final int PROGRESS = 100;
    private static final MailboxName IMPORTED = new MailboxName("Imported");

    private final AccountMail mail;
    private final long messageLimit;

    /** @param messageLimit octets of the largest message */
    public MailImport(AccountMail mail, long messageLimit) {
        this.mail = mail;
        this.messageLimit = messageLimit;
    }

    /**
     * @throws MaintenanceException if the file is nothing of what is known, or made to harm; nothing has been kept then
     * @throws MailStoreException {@code UNAVAILABLE}; {@code OVER_QUOTA}: what came before is kept
     */
    public ImportReport read(Path file, Progress progress) throws IOException, MailStoreException {
        Run run = new Run(progress);
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(5);
        }
        if (MboxReader.begins(start)) {
            try (InputStream in = Files.newInputStream(file)) {
                run.mbox(IMPORTED, in);
            }
            return run.report();
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            run.archive(zip);
        } catch (ZipException e) {
            throw new MaintenanceException("The file is neither a zip archive nor an mbox file", e);
        }
        return run.report();
    }

    /** One import. */
    private final class Run {

        private final Progress progress;
        private final Set<MailboxName> known = new HashSet<>();
        private final List<String> skipped = new ArrayList<>();
        private long imported;
        private long made;

        Run(Progress progress) throws MailStoreException {
            this.progress = progress;
            mail.list().stream()
                    .filter(mailbox -> mailbox.exists() && mailbox.selectable())
                    .forEach(mailbox -> known.add(mailbox.name()));
        }

        ImportReport report() {
            return new ImportReport(imported, made, List.copyOf(skipped));
        }

        void archive(ZipFile zip) throws IOException, MailStoreException {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            if (entries.size() > MAX_ENTRIES) {
                throw new MaintenanceException("The archive has more than " + MAX_ENTRIES + " entries");
            }
            Map<String, Map<Integer, String>> keywords = new HashMap<>();
            for (ZipEntry entry : entries) {
                requireHarmless(entry);
                if (ArchivePath.of(entry.getName()).file().equals("dovecot-keywords")) {
                    keywords.put(
                            ArchivePath.of(entry.getName()).folder(), keywords(text(zip, entry, MAX_KEYWORDS_FILE)));
                }
            }
            for (ZipEntry entry : entries) {
                ArchivePath path = ArchivePath.of(entry.getName());
                if (path.isMaildirFolder()) {
                    path.maildir()
                            .ifPresentOrElse(this::make, () -> skip(entry.getName() + ": no mailbox has this name"));
                } else if (path.isMaildirMessage()) {
                    maildirMessage(zip, entry, path, keywords.getOrDefault(path.maildirRoot(), Map.of()));
                } else if (path.file().equals("subscriptions")) {
                    subscribe(text(zip, entry, MAX_SUBSCRIPTIONS));
                } else if (path.mayBeMbox()) {
                    mbox(zip, entry, path);
                }
            }
            if (imported == 0 && made == 0 && skipped.isEmpty()) {
                skip("There is no mail in the archive");
            }
        }

        private void requireHarmless(ZipEntry entry) throws MaintenanceException {
            if (ArchivePath.isHostile(entry.getName())) {
                throw new MaintenanceException("The archive has an entry that leads out of it");
            }
            if (entry.getSize() > HARMLESS
                    && entry.getSize() / MAX_EXPANSION > Math.max(1, entry.getCompressedSize())) {
                throw new MaintenanceException("The archive has an entry that is made to harm: " + entry.getName());
            }
        }

        /** An entry as it is read, whatever the archive says of its size. */
        private InputStream open(ZipFile zip, ZipEntry entry) throws IOException {
            long limit = Math.max(HARMLESS, MAX_EXPANSION * Math.max(1, entry.getCompressedSize()));
            return new BoundedInput(new BufferedInputStream(zip.getInputStream(entry), BUFFER), limit);
        }

        private String text(ZipFile zip, ZipEntry entry, int limit) throws IOException {
            try (InputStream in = open(zip, entry)) {
                return new String(in.readNBytes(limit), StandardCharsets.UTF_8);
            }
        }

        private Map<Integer, String> keywords(String text) {
            Map<Integer, String> keywords = new HashMap<>();
            for (String line : text.lines().toList()) {
                String[] words = line.strip().split(" ", 2);
                if (words.length == 2 && words[0].matches("\\d{1,2}") && MailFlags.isKeyword(words[1])) {
                    keywords.put(Integer.valueOf(words[0]), words[1]);
                }
            }
            return keywords;
        }

        private void maildirMessage(ZipFile zip, ZipEntry entry, ArchivePath path, Map<Integer, String> keywords)
                throws IOException, MailStoreException {
            Optional<MailboxName> mailbox = path.maildir();
            if (mailbox.isEmpty()) {
                skip(entry.getName() + ": no mailbox has this name");
                return;
            }
            try (MessageBuffer buffer = new MessageBuffer(messageLimit);
                    InputStream in = open(zip, entry)) {
                byte[] octets = new byte[BUFFER];
                int count;
                while ((count = in.read(octets)) > 0 && !buffer.isTooLarge()) {
                    buffer.write(octets, 0, count);
                }
                buffer.finish();
                Instant arrived = path.arrived();
                keep(
                        mailbox.get(),
                        buffer,
                        MailFlags.ofMaildir(path.file(), keywords),
                        arrived == null ? entry.getLastModifiedTime().toInstant() : arrived,
                        entry.getName());
            }
        }

        private void mbox(ZipFile zip, ZipEntry entry, ArchivePath path) throws IOException, MailStoreException {
            try (InputStream in = open(zip, entry)) {
                in.mark(16);
                byte[] start = in.readNBytes(5);
                if (start.length == 0 && path.file().endsWith(".mbox")) {
                    path.mbox().ifPresent(this::make);
                    return;
                }
                if (!MboxReader.begins(start)) {
                    skip(entry.getName() + ": this is neither a Maildir nor an mbox file");
                    return;
                }
                in.reset();
                Optional<MailboxName> mailbox = path.mbox();
                if (mailbox.isEmpty()) {
                    skip(entry.getName() + ": no mailbox has this name");
                    return;
                }
                mbox(mailbox.get(), in);
            }
        }

        void mbox(MailboxName mailbox, InputStream in) throws IOException, MailStoreException {
            MboxReader reader = new MboxReader(in);
            make(mailbox);
            for (int number = 1; ; number++) {
                try (MessageBuffer buffer = new MessageBuffer(messageLimit)) {
                    MboxReader.Message message = reader.next(buffer);
                    if (message == null) {
                        return;
                    }
                    if (!message.removed()) {
                        Instant arrived = message.arrived();
                        keep(
                                mailbox,
                                buffer,
                                message.flags(),
                                arrived == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : arrived,
                                mailbox + ", message " + number);
                    }
                }
            }
        }

        private void keep(MailboxName mailbox, MessageBuffer message, Flags flags, Instant arrived, String what)
                throws MailStoreException {
            if (message.isTooLarge()) {
                skip(what + ": larger than " + messageLimit + " octets");
                return;
            }
            if (!make(mailbox)) {
                return;
            }
            try {
                mail.append(mailbox, new AppendMessage(flags, arrived, message));
            } catch (MailStoreException e) {
                if (e.reason() != Reason.LIMIT_REACHED) {
                    throw e;
                }
                skip(what + ": " + e.getMessage());
                return;
            }
            if (++imported % PROGRESS == 0) {
                progress.at(imported + " messages");
            }
        }

        /** Whether the mailbox is there now. */
        private boolean make(MailboxName mailbox) {
            if (known.contains(mailbox)) {
                return true;
            }
            try {
                mail.create(mailbox);
                made++;
            } catch (MailStoreException e) {
                if (e.reason() != Reason.ALREADY_EXISTS) {
                    skip(mailbox + ": " + e.getMessage());
                    return false;
                }
            }
            known.add(mailbox);
            return true;
        }

        /** Dovecot's file: a name on each line, or in its second version, behind a first line, levels between tabs. */
        private void subscribe(String text) {
            boolean second = text.startsWith("V\t2");
            for (String line : text.lines().skip(second ? 1 : 0).toList()) {
                List<String> levels = List.of(line.split(second ? "\t" : "\\.", -1));
                Optional<MailboxName> name = line.isBlank() ? Optional.empty() : FolderNames.decode(levels);
                if (name.isPresent()) {
                    try {
                        mail.subscribe(name.get());
                    } catch (MailStoreException e) {
                        skip("subscription of " + name.get() + ": " + e.getMessage());
                    }
                }
            }
        }

        private void skip(@Nullable String sentence) {
            if (sentence != null && skipped.size() < ImportReport.MAX_SKIPPED) {
                skipped.add(sentence);
            }
        }
    }

    /** Ends with a failure where an entry turns out larger than it may be. */
    private static final class BoundedInput extends java.io.FilterInputStream {

        private long left;
        private long marked;

        BoundedInput(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            int count = super.read(octets, offset, length);
            count(Math.max(0, count));
            return count;
        }

        @Override
        public synchronized void mark(int limit) {
            super.mark(limit);
            marked = left;
        }

        @Override
        public synchronized void reset() throws IOException {
            super.reset();
            left = marked;
        }

        private void count(int octets) throws MaintenanceException {
            left -= octets;
            if (left < 0) {
                throw new MaintenanceException("The archive has an entry that is made to harm");
            }
        }
    }
}
