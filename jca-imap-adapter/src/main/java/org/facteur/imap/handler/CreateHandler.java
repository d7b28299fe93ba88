package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.Create;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** CREATE (RFC 3501 section 6.3.3). */
final class CreateHandler implements CommandHandler<Create> {

    @Override
    public Class<Create> command() {
        return Create.class;
    }

    @Override
    public CommandRules rules(Create command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(Create command, ClientState client) throws MailStoreException {
        client.store().create(client.account(), command.mailbox());
        return Reply.of(Completion.ok("CREATE completed"));
    }
}
