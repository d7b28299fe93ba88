package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.Unsubscribe;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** UNSUBSCRIBE (RFC 3501 section 6.3.7), also from a name that is not subscribed. */
final class UnsubscribeHandler implements CommandHandler<Unsubscribe> {

    @Override
    public Class<Unsubscribe> command() {
        return Unsubscribe.class;
    }

    @Override
    public CommandRules rules(Unsubscribe command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(Unsubscribe command, ClientState client) throws MailStoreException {
        client.store().subscribe(client.account(), command.mailbox(), false);
        return Reply.of(Completion.ok("UNSUBSCRIBE completed"));
    }
}
