package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.ResetKey;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** RESETKEY (RFC 4467 section 7). */
final class ResetKeyHandler implements CommandHandler<ResetKey> {

    @Override
    public Class<ResetKey> command() {
        return ResetKey.class;
    }

    @Override
    public CommandRules rules(ResetKey command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(ResetKey command, ClientState client) throws MailStoreException {
        client.store().resetUrlKeys(client.account(), command.mailbox());
        return Reply.of(Completion.ok(Word.URLMECH, "URLs that were given away are worthless now"));
    }
}
