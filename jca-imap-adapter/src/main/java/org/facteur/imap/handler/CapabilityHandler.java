package org.facteur.imap.handler;

import org.facteur.imap.command.ImapCommand.Capability;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** CAPABILITY (RFC 3501 section 6.1.1): what every handler can do in the present state. */
final class CapabilityHandler implements CommandHandler<Capability> {

    @Override
    public Class<Capability> command() {
        return Capability.class;
    }

    @Override
    public CommandRules rules(Capability command) {
        return CommandRules.ANY_STATE;
    }

    @Override
    public Reply handle(Capability command, ClientState client) {
        return Reply.of(Completion.ok("CAPABILITY completed"), new ImapResponse.Capability(client.capabilities()));
    }
}
