package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.Examine;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Reply;

/** EXAMINE (RFC 3501 section 6.3.2): as SELECT, and nothing changes, {@code \Recent} least of all. */
final class ExamineHandler implements CommandHandler<Examine> {

    @Override
    public Class<Examine> command() {
        return Examine.class;
    }

    @Override
    public CommandRules rules(Examine command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(Examine command, ClientState client) throws MailStoreException, CommandRefusedException {
        return MailboxOpening.reply(client, command.mailbox(), true, command.options());
    }
}
