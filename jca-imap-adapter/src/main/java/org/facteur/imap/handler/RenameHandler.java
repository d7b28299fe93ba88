package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.Rename;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** RENAME (RFC 3501 section 6.3.5); who has the mailbox selected keeps it. */
final class RenameHandler implements CommandHandler<Rename> {

    @Override
    public Class<Rename> command() {
        return Rename.class;
    }

    @Override
    public CommandRules rules(Rename command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(Rename command, ClientState client) throws MailStoreException {
        client.store().rename(client.account(), command.from(), command.to());
        return Reply.of(Completion.ok("RENAME completed"));
    }
}
