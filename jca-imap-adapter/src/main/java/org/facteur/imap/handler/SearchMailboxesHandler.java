package org.facteur.imap.handler;

import java.util.List;
import java.util.function.LongSupplier;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.ImapCommand.SearchMailboxes;
import org.facteur.imap.command.SearchReturn.Item;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;
import org.facteur.imap.session.State;

/** ESEARCH (RFC 7377): in the selected mailbox as UID SEARCH, in others one after the other ({@link MailboxesReply}). */
final class SearchMailboxesHandler implements CommandHandler<SearchMailboxes> {

    private final LongSupplier clock;

    /** @param clock nanoseconds */
    SearchMailboxesHandler(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public Class<SearchMailboxes> command() {
        return SearchMailboxes.class;
    }

    @Override
    public CommandRules rules(SearchMailboxes command) {
        return command.isOfSelected() ? CommandRules.NUMBERS_IN : CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("MULTISEARCH", "INPROGRESS");
    }

    @Override
    public Reply handle(SearchMailboxes command, ClientState client)
            throws MailStoreException, CommandRefusedException {
        if (command.isOfSelected()) {
            SelectedMailbox selected = client.selected();
            Correlator correlator = new Correlator(
                    client.tag(), selected.name(), selected.view().snapshot().uidValidity());
            return SearchHandler.search(command.key(), command.returned(), client, "ESEARCH", correlator, true);
        }
        if (SearchCriteria.isOfSession(command.key())
                || command.returned().has(Item.SAVE)
                || command.returned().has(Item.UPDATE)) {
            throw new CommandRefusedException(
                    Completion.bad("Sequence numbers, saved and updated results are of the selected mailbox alone"));
        }
        SearchCriteria.requireFuzzy(command.key(), command.returned());
        if (SearchCriteria.asksForModSeq(command.key())) {
            client.enable(Extension.CONDSTORE);
        }
        List<MailboxListing> mailboxes = new MailboxScope(
                        command.sources(),
                        client.hasSelected() ? client.selected().name() : null)
                .among(client.store().list(client.account()))
                .toList();
        return new MailboxesReply(client, mailboxes, command, clock);
    }
}
