package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.imap.command.ImapCommand.Delete;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** DELETE (RFC 3501 section 6.3.4). A client that deletes what it has selected has nothing selected any more. */
final class DeleteHandler implements CommandHandler<Delete> {

    @Override
    public Class<Delete> command() {
        return Delete.class;
    }

    @Override
    public CommandRules rules(Delete command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(Delete command, ClientState client) throws MailStoreException {
        client.store().delete(client.account(), command.mailbox());
        if (client.hasSelected() && isGone(client)) {
            client.deselect();
        }
        return Reply.of(Completion.ok("DELETE completed"));
    }

    /** Asked of the store, since the selected mailbox may have another name by now. */
    private static boolean isGone(ClientState client) {
        try {
            client.store().snapshot(client.account(), client.selected().id());
            return false;
        } catch (MailStoreException e) {
            return e.reason() == Reason.NO_SUCH_MAILBOX;
        }
    }
}
