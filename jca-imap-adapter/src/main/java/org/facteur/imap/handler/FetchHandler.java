package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.Fetch;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Reply;

/** FETCH and UID FETCH (RFC 3501 section 6.4.5); {@link FetchReply} is the answer. */
final class FetchHandler implements CommandHandler<Fetch> {

    @Override
    public Class<Fetch> command() {
        return Fetch.class;
    }

    @Override
    public CommandRules rules(Fetch command) {
        return command.uid() ? CommandRules.SELECTED : CommandRules.NUMBERS_IN_AND_OUT;
    }

    @Override
    public Reply handle(Fetch command, ClientState client) throws MailStoreException, CommandRefusedException {
        return new FetchReply(
                client, client.messages(command.messages(), command.uid()), FetchPlan.of(command), command.uid());
    }
}
