package org.facteur.mailstore.upgrade;

import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.harness.TestStore;

/**
 * All that IMAP clients can see of some accounts, as text: names, counters, flags, dates, and the SHA-256 of each message. It
 * is asked for through the listener, so that it means the same whatever the schema.
 */
public final class StoreListing {

    private StoreListing() {}

    public static String of(TestStore store, List<String> names) throws Exception {
        StringBuilder listing = new StringBuilder();
        for (String name : names) {
            AccountId account = store.login(name).id();
            listing.append("account ").append(name).append('\n');
            for (MailboxListing mailbox : store.imap.list(account)) {
                listing.append("  mailbox ").append(mailbox.name().value());
                listing.append(mailbox.subscribed() ? " subscribed" : "");
                listing.append(mailbox.exists() ? "" : " gone").append(' ').append(new TreeSet<>(mailbox.specialUse()));
                listing.append('\n');
                if (mailbox.exists() && mailbox.selectable()) {
                    messages(store, account, mailbox, listing);
                }
            }
        }
        return listing.toString();
    }

    private static void messages(TestStore store, AccountId account, MailboxListing mailbox, StringBuilder listing)
            throws Exception {
        MailboxStatus status = store.imap.status(account, mailbox.name());
        listing.append("    messages %d recent %d unseen %d uidnext %d uidvalidity %d modseq %d size %d%n"
                .formatted(
                        status.messages(),
                        status.recent(),
                        status.unseen(),
                        status.uidNext(),
                        status.uidValidity(),
                        status.highestModSeq(),
                        status.size()));
        MailboxSnapshot snapshot = store.imap.select(account, mailbox.name());
        if (snapshot.size() == 0) {
            return;
        }
        MailboxId id = snapshot.mailbox();
        for (FetchedMessage message :
                store.imap.fetch(id, UidSet.range(1, snapshot.uid(snapshot.size())), EnumSet.of(FetchPart.STRUCTURE))) {
            listing.append("    %d %s %s modseq %d size %d sha256 %s subject %s%n"
                    .formatted(
                            message.uid(),
                            message.internalDate(),
                            new TreeSet<>(snapshot.flagTable().names(message.flags())),
                            message.modSeq(),
                            message.size(),
                            digest(store.imap, message),
                            message.structure().envelope().subject()));
        }
    }

    private static String digest(ContentReader reader, FetchedMessage message) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long offset = 0; offset < message.size(); offset += 1 << 18) {
            int length = (int) Math.min(1 << 18, message.size() - offset);
            digest.update(reader.read(List.of(new ContentRange(message.content(), offset, length)))
                    .get(0));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
