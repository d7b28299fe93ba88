package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.Select;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Reply;

/** SELECT (RFC 3501 section 6.3.1): what is recent in the mailbox is so in this session and no other. */
final class SelectHandler implements CommandHandler<Select> {

    @Override
    public Class<Select> command() {
        return Select.class;
    }

    @Override
    public CommandRules rules(Select command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(Select command, ClientState client) throws MailStoreException, CommandRefusedException {
        return MailboxOpening.reply(client, command.mailbox(), false, command.options());
    }
}
