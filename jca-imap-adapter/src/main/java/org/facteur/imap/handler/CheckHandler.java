package org.facteur.imap.handler;

import org.facteur.imap.command.ImapCommand.Check;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** CHECK (RFC 3501 section 6.4.1): everything is durable already, so that it is a NOOP. */
final class CheckHandler implements CommandHandler<Check> {

    @Override
    public Class<Check> command() {
        return Check.class;
    }

    @Override
    public CommandRules rules(Check command) {
        return CommandRules.SELECTED;
    }

    @Override
    public Reply handle(Check command, ClientState client) {
        client.selected().markStale();
        return Reply.of(Completion.ok("CHECK completed"));
    }
}
