package org.facteur.imap.handler;

import java.util.List;
import org.facteur.imap.command.ImapCommand.Unauthenticate;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Completion.Afterwards;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/**
 * UNAUTHENTICATE (RFC 8437): the connection is as before login, so that it serves another user. Nothing is expunged, nothing
 * stays enabled or compressed; TLS stays.
 */
final class UnauthenticateHandler implements CommandHandler<Unauthenticate> {

    @Override
    public Class<Unauthenticate> command() {
        return Unauthenticate.class;
    }

    @Override
    public CommandRules rules(Unauthenticate command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("UNAUTHENTICATE");
    }

    @Override
    public Reply handle(Unauthenticate command, ClientState client) {
        client.logOut();
        return Reply.of(Completion.ok("UNAUTHENTICATE completed").then(Afterwards.STOP_COMPRESSION));
    }
}
