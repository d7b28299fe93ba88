package org.facteur.imap.handler;

import org.facteur.imap.command.ImapCommand.Noop;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** NOOP (RFC 3501 section 6.1.2): clients send it to be told what is new, so the store is asked even if it said nothing. */
final class NoopHandler implements CommandHandler<Noop> {

    @Override
    public Class<Noop> command() {
        return Noop.class;
    }

    @Override
    public CommandRules rules(Noop command) {
        return CommandRules.ANY_STATE;
    }

    @Override
    public Reply handle(Noop command, ClientState client) {
        if (client.hasSelected()) {
            client.selected().markStale();
        }
        return Reply.of(Completion.ok("NOOP completed"));
    }
}
