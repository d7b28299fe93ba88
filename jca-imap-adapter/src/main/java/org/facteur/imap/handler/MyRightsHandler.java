package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.MyRights;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** MYRIGHTS (RFC 4314 section 3.5). */
final class MyRightsHandler implements CommandHandler<MyRights> {

    @Override
    public Class<MyRights> command() {
        return MyRights.class;
    }

    @Override
    public CommandRules rules(MyRights command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(MyRights command, ClientState client) throws MailStoreException {
        return Reply.of(
                Completion.ok("MYRIGHTS completed"),
                new ImapResponse.MyRights(
                        command.mailbox(), client.store().rights(client.account(), command.mailbox())));
    }
}
