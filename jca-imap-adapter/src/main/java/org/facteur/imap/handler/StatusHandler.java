package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.imap.command.ImapCommand.Status;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** STATUS (RFC 3501 section 6.3.10), of the selected mailbox, too. */
final class StatusHandler implements CommandHandler<Status> {

    @Override
    public Class<Status> command() {
        return Status.class;
    }

    @Override
    public CommandRules rules(Status command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED
                ? List.of()
                : List.of("STATUS=SIZE", "APPENDLIMIT=" + client.largestMessage());
    }

    @Override
    public Reply handle(Status command, ClientState client) throws MailStoreException {
        MailboxStatus status = client.store().status(client.account(), command.mailbox());
        StatusAnswer answer = StatusAnswer.about(List.of(status), command.items(), client);
        return Reply.of(Completion.ok("STATUS completed"), answer.of(status));
    }
}
