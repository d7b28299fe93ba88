package org.facteur.imap.handler;

import org.facteur.imap.command.ImapCommand.CancelUpdate;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** CANCELUPDATE (RFC 5267 section 4.3.5); a search that is not updated any more is not missed. */
final class CancelUpdateHandler implements CommandHandler<CancelUpdate> {

    @Override
    public Class<CancelUpdate> command() {
        return CancelUpdate.class;
    }

    @Override
    public CommandRules rules(CancelUpdate command) {
        return CommandRules.SELECTED;
    }

    @Override
    public Reply handle(CancelUpdate command, ClientState client) {
        client.selected().updatedSearches().cancel(command.tags());
        return Reply.of(Completion.ok("CANCELUPDATE completed"));
    }
}
