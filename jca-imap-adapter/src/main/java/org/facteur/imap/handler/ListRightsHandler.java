package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.GrantableRights;
import org.facteur.imap.command.ImapCommand.ListRights;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** LISTRIGHTS (RFC 4314 section 3.4). */
final class ListRightsHandler implements CommandHandler<ListRights> {

    @Override
    public Class<ListRights> command() {
        return ListRights.class;
    }

    @Override
    public CommandRules rules(ListRights command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(ListRights command, ClientState client) throws MailStoreException {
        GrantableRights rights = client.store().grantable(client.account(), command.mailbox(), command.identifier());
        return Reply.of(
                Completion.ok("LISTRIGHTS completed"),
                new ImapResponse.ListRights(command.mailbox(), command.identifier(), rights));
    }
}
