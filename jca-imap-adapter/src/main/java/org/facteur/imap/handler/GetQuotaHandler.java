package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.GetQuota;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** GETQUOTA (RFC 9208 section 4.1.2). */
final class GetQuotaHandler implements CommandHandler<GetQuota> {

    @Override
    public Class<GetQuota> command() {
        return GetQuota.class;
    }

    @Override
    public CommandRules rules(GetQuota command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED
                ? List.of()
                : List.of(
                        "QUOTA",
                        "QUOTA=RES-STORAGE",
                        "QUOTA=RES-MESSAGE",
                        "QUOTA=RES-MAILBOX",
                        "QUOTA=RES-ANNOTATION-STORAGE");
    }

    @Override
    public Reply handle(GetQuota command, ClientState client) throws MailStoreException {
        return Reply.of(
                Completion.ok("GETQUOTA completed"),
                new ImapResponse.Quota(client.store().quota(client.account(), command.root())));
    }
}
