package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.ListMailboxes;
import org.facteur.imap.command.ListSelection;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/**
 * LIST (RFC 3501 section 6.3.8) with {@code \HasChildren} (RFC 3348) and what a mailbox is for (RFC 6154), which is told
 * whether or not the client asks for it (RFC 6154 section 2).
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
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("CHILDREN", "SPECIAL-USE");
    }

    @Override
    public Reply handle(ListMailboxes command, ClientState client) throws MailStoreException {
        Completion completion = Completion.ok("LIST completed");
        if (command.patterns().equals(List.of(""))) {
            return Reply.of(completion, new ImapResponse.MailboxLine(false, List.of("\\Noselect"), ""));
        }
        List<MailboxPattern> patterns = command.patterns().stream()
                .map(pattern -> new MailboxPattern(command.reference(), pattern))
                .toList();
        MailboxHierarchy mailboxes = new MailboxHierarchy(client.store().list(client.account()));
        return Reply.of(
                completion,
                mailboxes
                        .matching(patterns)
                        .filter(each -> !command.selection().contains(ListSelection.SPECIAL_USE)
                                || !each.specialUse().isEmpty())
                        .map(mailboxes::line)
                        .iterator());
    }
}
