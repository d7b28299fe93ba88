package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.imap.command.ImapCommand.ListMailboxes;
import org.facteur.imap.command.ListReturn;
import org.facteur.imap.handler.MailboxHierarchy.Listed;
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
                : List.of("CHILDREN", "LIST-EXTENDED", "LIST-STATUS", "LIST-MYRIGHTS", "SPECIAL-USE");
    }

    @Override
    public Reply handle(ListMailboxes command, ClientState client) throws MailStoreException {
        Completion completion = Completion.ok("LIST completed");
        if (!command.extended() && command.patterns().equals(List.of(""))) {
            return Reply.of(completion, new ImapResponse.MailboxLine(false, List.of("\\Noselect"), "", List.of()));
        }
        MailboxHierarchy mailboxes = new MailboxHierarchy(client.store().list(client.account()));
        List<Listed> listed = mailboxes.matching(command).toList();
        StatusAnswer status = StatusAnswer.about(statuses(listed, command), command.status(), client);
        return Reply.of(
                completion,
                listed.stream()
                        .flatMap(each -> responses(each, mailboxes, status, command))
                        .iterator());
    }

    private static Stream<ImapResponse> responses(
            Listed listed, MailboxHierarchy mailboxes, StatusAnswer status, ListMailboxes command) {
        List<ImapResponse> responses = new ArrayList<>(3);
        responses.add(mailboxes.line(listed, command));
        MailboxListing mailbox = listed.mailbox();
        if (mailbox.exists() && command.returned().contains(ListReturn.MYRIGHTS)) {
            responses.add(new ImapResponse.MyRights(mailbox.name(), mailbox.rights()));
        }
        statuses(List.of(listed), command).forEach(each -> responses.add(status.of(each)));
        return responses.stream();
    }

    /** What STATUS would tell, of those mailboxes that it can be asked of. */
    private static List<MailboxStatus> statuses(List<Listed> listed, ListMailboxes command) {
        List<MailboxStatus> statuses = new ArrayList<>();
        for (Listed each : listed) {
            MailboxStatus status = each.mailbox().status();
            if (status != null && !command.status().isEmpty()) {
                statuses.add(status);
            }
        }
        return statuses;
    }
}
