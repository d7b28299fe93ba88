package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.account.QuotaRoot;
import org.facteur.imap.command.ImapCommand.GetQuotaRoot;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** GETQUOTAROOT (RFC 9208 section 4.1.3): every mailbox has one root, which is its owner's. */
final class GetQuotaRootHandler implements CommandHandler<GetQuotaRoot> {

    @Override
    public Class<GetQuotaRoot> command() {
        return GetQuotaRoot.class;
    }

    @Override
    public CommandRules rules(GetQuotaRoot command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(GetQuotaRoot command, ClientState client) throws MailStoreException {
        QuotaRoot root = client.store().quota(client.account(), command.mailbox());
        return Reply.of(
                Completion.ok("GETQUOTAROOT completed"),
                new ImapResponse.QuotaRootOf(command.mailbox(), root.name()),
                new ImapResponse.Quota(root));
    }
}
