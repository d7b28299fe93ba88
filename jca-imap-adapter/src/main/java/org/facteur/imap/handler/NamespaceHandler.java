package org.facteur.imap.handler;

import java.util.List;
import org.facteur.imap.command.ImapCommand.Namespace;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** NAMESPACE (RFC 2342): the client's own mailboxes, without a prefix, and those of others. */
final class NamespaceHandler implements CommandHandler<Namespace> {

    @Override
    public Class<Namespace> command() {
        return Namespace.class;
    }

    @Override
    public CommandRules rules(Namespace command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("NAMESPACE");
    }

    @Override
    public Reply handle(Namespace command, ClientState client) {
        return Reply.of(Completion.ok("NAMESPACE completed"), new ImapResponse.Namespace());
    }
}
