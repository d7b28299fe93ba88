package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.imap.command.ImapCommand.DeleteAcl;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** DELETEACL (RFC 4314 section 3.2): from here on the identifier has no rights of its own. */
final class DeleteAclHandler implements CommandHandler<DeleteAcl> {

    private static final RightsChange NO_RIGHTS = new RightsChange(RightsChange.Mode.REPLACE, Rights.NONE);

    @Override
    public Class<DeleteAcl> command() {
        return DeleteAcl.class;
    }

    @Override
    public CommandRules rules(DeleteAcl command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(DeleteAcl command, ClientState client) throws MailStoreException {
        client.store().grant(client.account(), command.mailbox(), command.identifier(), NO_RIGHTS);
        return Reply.of(Completion.ok("DELETEACL completed"));
    }
}
