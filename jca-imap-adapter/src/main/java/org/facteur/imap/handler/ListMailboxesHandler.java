package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.ListMailboxes;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/**
 * LIST (RFC 3501 section 6.3.8, RFC 5258). {@code \HasChildren} (RFC 3348) and what a mailbox is for (RFC 6154) are told whether
 * or not the client asks for them; what STATUS would tell (RFC 5819) comes from the store with the names.
 */
final class ListMailboxesHandler implements CommandHandler<ListMailboxes> {

    @Override
    public Class<ListMailboxes> command() {
        return ListMailboxes.class;
    }

    @Override
    public CommandRules rules(ListMailboxes command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED
                ? List.of()
                : List.of("CHILDREN", "LIST-EXTENDED", "LIST-STATUS", "LIST-MYRIGHTS", "LIST-METADATA", "SPECIAL-USE");
    }

    @Override
    public Reply handle(ListMailboxes command, ClientState client) throws MailStoreException {
        if (!command.extended() && command.patterns().equals(List.of(""))) {
            return Reply.of(
                    Completion.ok("LIST completed"),
                    new ImapResponse.MailboxLine(false, List.of("\\Noselect"), "", List.of()));
        }
        return ListReply.to(command, client);
    }
}
