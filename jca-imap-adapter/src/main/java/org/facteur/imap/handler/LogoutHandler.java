package org.facteur.imap.handler;

import org.facteur.imap.command.ImapCommand.Logout;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ImapResponse.StatusResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Completion.Afterwards;
import org.facteur.imap.session.Reply;

/** LOGOUT (RFC 3501 section 6.1.3). */
final class LogoutHandler implements CommandHandler<Logout> {

    @Override
    public Class<Logout> command() {
        return Logout.class;
    }

    @Override
    public CommandRules rules(Logout command) {
        return CommandRules.ANY_STATE;
    }

    @Override
    public Reply handle(Logout command, ClientState client) {
        client.deselect();
        return Reply.of(
                Completion.ok("LOGOUT completed").then(Afterwards.CLOSE),
                StatusResponse.untagged(Condition.BYE, null, "Good bye"));
    }
}
