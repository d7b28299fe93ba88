package org.facteur.imap.handler;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.DeletedMessages;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.StatusItem;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ObjectIds;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.SelectedMailbox;

/** What STATUS, and LIST for many mailboxes at once, tells of each. */
final class StatusAnswer {

    private final ClientState client;
    private final Set<StatusItem> items;
    private final Map<MailboxId, DeletedMessages> deleted;

    private StatusAnswer(ClientState client, Set<StatusItem> items, Map<MailboxId, DeletedMessages> deleted) {
        this.client = client;
        this.items = items;
        this.deleted = deleted;
    }

    /** Asks the store what is not in the status of these mailboxes already, at once for all of them. */
    static StatusAnswer about(List<MailboxStatus> mailboxes, Set<StatusItem> items, ClientState client)
            throws MailStoreException {
        if (items.contains(StatusItem.HIGHESTMODSEQ)) {
            client.enable(Extension.CONDSTORE);
        }
        boolean counts = items.contains(StatusItem.DELETED) || items.contains(StatusItem.DELETED_STORAGE);
        List<MailboxId> asked =
                counts ? mailboxes.stream().map(MailboxStatus::id).toList() : List.of();
        return new StatusAnswer(
                client, items, asked.isEmpty() ? Map.of() : client.store().deleted(client.account(), asked));
    }

    /** Of items that are in the status of a mailbox already. */
    static StatusAnswer ofKnown(Set<StatusItem> items, ClientState client) {
        return new StatusAnswer(client, items, Map.of());
    }

    /** The response about one of the mailboxes. */
    ImapResponse of(MailboxStatus mailbox) {
        Map<StatusItem, String> values = new EnumMap<>(StatusItem.class);
        for (StatusItem item : items) {
            values.put(item, value(item, mailbox));
        }
        return new ImapResponse.Status(mailbox.name(), values);
    }

    private String value(StatusItem item, MailboxStatus mailbox) {
        return switch (item) {
            case MESSAGES -> Long.toString(mailbox.messages());
            case RECENT -> Long.toString(mailbox.recent() + claimedHere(mailbox));
            case UIDNEXT -> Long.toString(mailbox.uidNext());
            case UIDVALIDITY -> Long.toString(mailbox.uidValidity());
            case UNSEEN -> Long.toString(mailbox.unseen());
            case HIGHESTMODSEQ -> Long.toString(mailbox.highestModSeq());
            case SIZE -> Long.toString(mailbox.size());
            case DELETED -> Long.toString(deleted(mailbox).messages());
            case DELETED_STORAGE -> Long.toString(deleted(mailbox).octets());
            case APPENDLIMIT -> Long.toString(client.largestMessage());
            case MAILBOXID -> "(" + ObjectIds.of(mailbox.id()) + ")";
        };
    }

    private DeletedMessages deleted(MailboxStatus mailbox) {
        return deleted.getOrDefault(mailbox.id(), DeletedMessages.NONE);
    }

    /** What is recent in this session, which the store does not count any more. */
    private long claimedHere(MailboxStatus mailbox) {
        if (!client.hasSelected()) {
            return 0;
        }
        SelectedMailbox selected = client.selected();
        return selected.id().equals(mailbox.id()) && !selected.isReadOnly() ? selected.recentCount() : 0;
    }
}
