package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.ImapCommand.Rename;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/**
 * RENAME (RFC 3501 section 6.3.5); who has the mailbox selected keeps it. A client of IMAP4rev2 is told the old name with the new one
 * (RFC 9051 section 6.3.9.7).
 */
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
        Completion completion = Completion.ok("RENAME completed");
        // INBOX stays, and only its messages go.
        return client.enabled().has(Extension.IMAP4REV2) && !command.from().isInbox()
                ? Reply.of(completion, new ImapResponse.MailboxNews(List.of(), command.to(), command.from()))
                : Reply.of(completion);
    }
}
