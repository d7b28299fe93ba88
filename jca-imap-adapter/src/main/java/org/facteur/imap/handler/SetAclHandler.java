package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.SetAcl;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** SETACL (RFC 4314 section 3.1). */
final class SetAclHandler implements CommandHandler<SetAcl> {

    @Override
    public Class<SetAcl> command() {
        return SetAcl.class;
    }

    @Override
    public CommandRules rules(SetAcl command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(SetAcl command, ClientState client) throws MailStoreException {
        client.store().grant(client.account(), command.mailbox(), command.identifier(), command.change());
        return Reply.of(Completion.ok("SETACL completed"));
    }
}
