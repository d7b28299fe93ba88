package org.facteur.mailstore.maintenance;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;

/**
 * Writes all mail of an account as a zip archive that other programs read: a Maildir++ (each message with the octets that it has
 * here) or mbox files. Reads pages of messages and ranges of content, and holds nothing of the database while it writes.
 */
public final class MailExport {

    /** How an archive keeps messages. */
    public enum Format {
        MAILDIR,
        MBOX
    }

    private static final int PAGE = 500;
    private static final int RANGE = 256 << 10;
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final AccountMail mail;

    public MailExport(AccountMail mail) {
        this.mail = mail;
    }

    /** @param out stays open */
    public void write(Format format, OutputStream out) throws IOException, MailStoreException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16), StandardCharsets.UTF_8);
        StringBuilder subscriptions = new StringBuilder();
        for (MailboxListing mailbox : mail.list()) {
            if (mailbox.subscribed()) {
                subscriptions.append(FolderNames.encode(mailbox.name(), ".")).append('\n');
            }
            if (mailbox.exists() && mailbox.selectable()) {
                MailboxSnapshot snapshot = mail.select(mailbox.name());
                if (format == Format.MAILDIR) {
                    maildir(mailbox.name(), snapshot, zip);
                } else {
                    mbox(mailbox.name(), snapshot, zip);
                }
            }
        }
        entry(zip, "subscriptions", subscriptions.toString());
        zip.finish();
        zip.flush();
    }

    private void maildir(MailboxName name, MailboxSnapshot snapshot, ZipOutputStream zip)
            throws IOException, MailStoreException {
        String folder = name.isInbox() ? "" : "." + FolderNames.encode(name, ".") + "/";
        for (String part : List.of("cur/", "new/", "tmp/")) {
            zip.putNextEntry(new ZipEntry(folder + part));
            zip.closeEntry();
        }
        List<String> keywords = snapshot.flagTable().keywords();
        StringBuilder numbered = new StringBuilder();
        for (int i = 0; i < keywords.size(); i++) {
            numbered.append(i).append(' ').append(keywords.get(i)).append('\n');
        }
        entry(zip, folder + "dovecot-keywords", numbered.toString());
        for (int first = 1; first <= snapshot.size(); first += PAGE) {
            for (FetchedMessage message : page(snapshot, first)) {
                ZipEntry entry = new ZipEntry("%scur/%d.M%d.facteur,S=%d%s"
                        .formatted(
                                folder,
                                message.internalDate().getEpochSecond(),
                                message.uid(),
                                message.size(),
                                MailFlags.maildir(message.flags())));
                entry.setLastModifiedTime(FileTime.from(message.internalDate()));
                zip.putNextEntry(entry);
                copy(message, zip);
                zip.closeEntry();
            }
        }
    }

    private void mbox(MailboxName name, MailboxSnapshot snapshot, ZipOutputStream zip)
            throws IOException, MailStoreException {
        zip.putNextEntry(new ZipEntry(FolderNames.encode(name, "/") + ".mbox"));
        for (int first = 1; first <= snapshot.size(); first += PAGE) {
            for (FetchedMessage message : page(snapshot, first)) {
                zip.write(ascii("From MAILER-DAEMON " + ASCTIME.format(message.internalDate()) + "\n"));
                zip.write(ascii(MailFlags.mbox(message.flags(), snapshot.flagTable())));
                MboxOutput quoted = new MboxOutput(zip);
                copy(message, quoted);
                quoted.end();
            }
        }
        zip.closeEntry();
    }

    private List<FetchedMessage> page(MailboxSnapshot snapshot, int first) throws MailStoreException {
        UidSet.Builder uids = new UidSet.Builder();
        for (int sequence = first; sequence <= Math.min(snapshot.size(), first + PAGE - 1); sequence++) {
            uids.add(snapshot.uid(sequence));
        }
        return mail.fetch(snapshot.mailbox(), uids.build(), Set.of());
    }

    private void copy(FetchedMessage message, OutputStream out) throws IOException, MailStoreException {
        for (long offset = 0; offset < message.size(); offset += RANGE) {
            int length = (int) Math.min(RANGE, message.size() - offset);
            out.write(mail.read(List.of(new ContentRange(message.content(), offset, length)))
                    .get(0));
        }
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.from(Instant.now()));
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
