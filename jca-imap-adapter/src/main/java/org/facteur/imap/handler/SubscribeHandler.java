package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.Subscribe;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** SUBSCRIBE (RFC 3501 section 6.3.6), also to a name that has no mailbox. */
final class SubscribeHandler implements CommandHandler<Subscribe> {

    @Override
    public Class<Subscribe> command() {
        return Subscribe.class;
    }

    @Override
    public CommandRules rules(Subscribe command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(Subscribe command, ClientState client) throws MailStoreException {
        client.store().subscribe(client.account(), command.mailbox(), true);
        return Reply.of(Completion.ok("SUBSCRIBE completed"));
    }
}
