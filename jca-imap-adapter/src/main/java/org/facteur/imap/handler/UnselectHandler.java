package org.facteur.imap.handler;

import java.util.List;
import org.facteur.imap.command.ImapCommand.Unselect;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** UNSELECT (RFC 3691): as CLOSE, and nothing is expunged. */
final class UnselectHandler implements CommandHandler<Unselect> {

    @Override
    public Class<Unselect> command() {
        return Unselect.class;
    }

    @Override
    public CommandRules rules(Unselect command) {
        return CommandRules.SELECTED;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("UNSELECT");
    }

    @Override
    public Reply handle(Unselect command, ClientState client) {
        client.deselect();
        return Reply.of(Completion.ok("UNSELECT completed"));
    }
}
