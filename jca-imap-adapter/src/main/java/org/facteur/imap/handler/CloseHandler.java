package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.ImapCommand.Close;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;

/** CLOSE (RFC 3501 section 6.4.2): expunges without a word, unless the mailbox is examined or the client may not. */
final class CloseHandler implements CommandHandler<Close> {

    @Override
    public Class<Close> command() {
        return Close.class;
    }

    @Override
    public CommandRules rules(Close command) {
        return CommandRules.SELECTED;
    }

    @Override
    public Reply handle(Close command, ClientState client) throws MailStoreException {
        SelectedMailbox selected = client.selected();
        UidSet told = selected.told();
        if (!selected.isReadOnly() && selected.rights().has(Right.EXPUNGE) && !told.isEmpty()) {
            client.store().expunge(client.account(), selected.id(), told);
        }
        client.deselect();
        return Reply.of(Completion.ok("CLOSE completed"));
    }
}
