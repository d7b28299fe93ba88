package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.imap.command.ImapCommand.Search;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.MailboxView;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;

/** SEARCH and UID SEARCH (RFC 3501 section 6.4.4). */
final class SearchHandler implements CommandHandler<Search> {

    @Override
    public Class<Search> command() {
        return Search.class;
    }

    @Override
    public CommandRules rules(Search command) {
        return command.uid() ? CommandRules.NUMBERS_IN : CommandRules.NUMBERS_IN_AND_OUT;
    }

    @Override
    public Reply handle(Search command, ClientState client) throws MailStoreException, CommandRefusedException {
        SelectedMailbox selected = client.selected();
        selected.refresh(false);
        SearchKey key = SearchCriteria.resolved(command.key(), client);
        UidSet among = selected.told();
        UidSet found = among.isEmpty() ? UidSet.EMPTY : client.store().search(selected.id(), among, key);
        return new SearchReply(told(found, selected.view(), command.uid()));
    }

    /** The messages found, as far as the client knows them, in the numbers that it asked for. */
    private static UidSet told(UidSet found, MailboxView view, boolean asUids) {
        UidSet.Builder numbers = new UidSet.Builder();
        found.forEach(uid -> {
            int sequence = view.sequenceOf(uid);
            if (sequence > 0) {
                numbers.add(asUids ? uid : sequence);
            }
        });
        return numbers.build();
    }
}
