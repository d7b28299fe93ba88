package org.facteur.imap.handler;

import java.util.EnumMap;
import java.util.Map;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.ImapCommand.Status;
import org.facteur.imap.command.StatusItem;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;

/** STATUS (RFC 3501 section 6.3.10), of the selected mailbox, too. */
final class StatusHandler implements CommandHandler<Status> {

    @Override
    public Class<Status> command() {
        return Status.class;
    }

    @Override
    public CommandRules rules(Status command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(Status command, ClientState client) throws MailStoreException {
        if (command.items().contains(StatusItem.HIGHESTMODSEQ)) {
            client.enable(Extension.CONDSTORE);
        }
        MailboxStatus status = client.store().status(client.account(), command.mailbox());
        Map<StatusItem, Long> values = new EnumMap<>(StatusItem.class);
        for (StatusItem item : command.items()) {
            values.put(item, value(item, status, client));
        }
        return Reply.of(Completion.ok("STATUS completed"), new ImapResponse.Status(command.mailbox(), values));
    }

    private static long value(StatusItem item, MailboxStatus status, ClientState client) {
        return switch (item) {
            case MESSAGES -> status.messages();
            case RECENT -> status.recent() + claimedHere(status, client);
            case UIDNEXT -> status.uidNext();
            case UIDVALIDITY -> status.uidValidity();
            case UNSEEN -> status.unseen();
            case HIGHESTMODSEQ -> status.highestModSeq();
        };
    }

    /** What is recent in this session, which the store does not count any more. */
    private static long claimedHere(MailboxStatus status, ClientState client) {
        if (!client.hasSelected()) {
            return 0;
        }
        SelectedMailbox selected = client.selected();
        return selected.name().equals(status.name()) && !selected.isReadOnly() ? selected.recentCount() : 0;
    }
}
