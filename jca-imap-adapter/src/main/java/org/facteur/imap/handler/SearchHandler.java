package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.ImapCommand.Search;
import org.facteur.imap.command.PartialRange;
import org.facteur.imap.command.SearchReturn;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;
import org.facteur.imap.session.State;
import org.jspecify.annotations.Nullable;

/** SEARCH and UID SEARCH (RFC 3501 section 6.4.4), with what RFC 4731, 5032, 5182, 5255, 5267, 6203 and 9394 add. */
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
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED
                ? List.of()
                : List.of("ESEARCH", "SEARCHRES", "WITHIN", "PARTIAL", "CONTEXT=SEARCH", "I18NLEVEL=1", "SEARCH=FUZZY");
    }

    @Override
    public Reply handle(Search command, ClientState client) throws MailStoreException, CommandRefusedException {
        SearchReturn returned = command.returned();
        boolean extended = returned == null && client.enabled().has(Extension.IMAP4REV2);
        return search(
                command.key(),
                extended ? SearchReturn.ALL : returned,
                client,
                "SEARCH",
                Correlator.of(client.tag()),
                command.uid());
    }

    /** Searches the selected mailbox for any command. */
    static Reply search(
            SearchKey key,
            @Nullable SearchReturn returned,
            ClientState client,
            String command,
            Correlator correlator,
            boolean uid)
            throws MailStoreException, CommandRefusedException {
        MessageLimit limit = MessageLimit.ofProcessing(client);
        limit.require(returned == null ? null : returned.part());
        SearchCriteria criteria = SearchCriteria.of(key, returned, client);
        SelectedMailbox selected = client.selected();
        SearchResult result = SearchResult.find(client, selected.id(), selected.told(), criteria.key(), returned);
        UidSet found = result.uids();
        SearchAnswer answer = criteria.answer(command, correlator, uid);
        if (limit.isExceededBy(found.count()) && (returned == null || returned.namesAll())) {
            NumberRuns last = NumberRuns.of(found).part(new PartialRange(-1, -limit.most()));
            criteria.leaveAsItIs(client);
            return limit.reached(answer.reply(client, last, result.relevancy()), last.first());
        }
        if (criteria.isUpdated()) {
            criteria.keepUpdated(client, uid, List.of(), found, UidList.EMPTY);
        }
        return answer.reply(client, NumberRuns.of(found), result.relevancy());
    }
}
