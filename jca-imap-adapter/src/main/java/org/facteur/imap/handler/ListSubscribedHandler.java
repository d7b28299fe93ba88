package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.ListSubscribed;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** LSUB (RFC 3501 section 6.3.9). */
final class ListSubscribedHandler implements CommandHandler<ListSubscribed> {

    @Override
    public Class<ListSubscribed> command() {
        return ListSubscribed.class;
    }

    @Override
    public CommandRules rules(ListSubscribed command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(ListSubscribed command, ClientState client) throws MailStoreException {
        MailboxHierarchy mailboxes = new MailboxHierarchy(client.store().list(client.account()));
        return Reply.of(
                Completion.ok("LSUB completed"),
                mailboxes
                        .subscribed(new MailboxPattern(command.reference(), command.pattern()))
                        .iterator());
    }
}
