package org.facteur.imap.handler;

import java.util.List;
import org.facteur.imap.command.ImapCommand.Enable;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** ENABLE (RFC 5161): names that the server does not know are passed over, and so far it knows none that changes anything. */
final class EnableHandler implements CommandHandler<Enable> {

    @Override
    public Class<Enable> command() {
        return Enable.class;
    }

    @Override
    public CommandRules rules(Enable command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("ENABLE");
    }

    @Override
    public Reply handle(Enable command, ClientState client) {
        return Reply.of(Completion.ok("ENABLE completed"), new ImapResponse.Enabled(List.of()));
    }
}
