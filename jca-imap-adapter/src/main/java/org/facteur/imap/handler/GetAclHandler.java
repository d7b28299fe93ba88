package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.GetAcl;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** GETACL (RFC 4314 section 3.3). */
final class GetAclHandler implements CommandHandler<GetAcl> {

    @Override
    public Class<GetAcl> command() {
        return GetAcl.class;
    }

    @Override
    public CommandRules rules(GetAcl command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("ACL", "RIGHTS=kxten");
    }

    @Override
    public Reply handle(GetAcl command, ClientState client) throws MailStoreException {
        return Reply.of(
                Completion.ok("GETACL completed"),
                new ImapResponse.Acl(command.mailbox(), client.store().acl(client.account(), command.mailbox())));
    }
}
