package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SortBy;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.SortKey;
import org.facteur.imap.command.ImapCommand.Sort;
import org.facteur.imap.command.SearchReturn;
import org.facteur.imap.command.SearchReturn.Item;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;
import org.facteur.imap.session.State;

/** SORT and UID SORT (RFC 5256), with the keys of RFC 5957 and RFC 6203 and the answers of RFC 5267. */
final class SortHandler implements CommandHandler<Sort> {

    @Override
    public Class<Sort> command() {
        return Sort.class;
    }

    @Override
    public CommandRules rules(Sort command) {
        return command.uid() ? CommandRules.NUMBERS_IN : CommandRules.NUMBERS_IN_AND_OUT;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED
                ? List.of()
                : List.of("SORT", "SORT=DISPLAY", "ESORT", "CONTEXT=SORT");
    }

    @Override
    public Reply handle(Sort command, ClientState client) throws MailStoreException, CommandRefusedException {
        if (command.order().stream().anyMatch(criterion -> criterion.key() == SortKey.RELEVANCY)) {
            SearchCriteria.requireFuzzy(command.key());
        }
        SearchCriteria criteria = SearchCriteria.of(command.key(), command.returned(), client);
        SelectedMailbox selected = client.selected();
        List<SortCriterion> order = order(command, client);
        UidSet among = selected.told();
        UidList found = among.isEmpty()
                ? UidList.EMPTY
                : client.store().sort(client.account(), selected.id(), among, criteria.key(), order);
        NumberRuns runs = NumberRuns.of(found);
        if (criteria.isUpdated()) {
            criteria.keepUpdated(client, command.uid(), order, runs.toSet(), found);
        }
        return criteria.answer("SORT", Correlator.of(client.tag()), command.uid())
                .reply(client, runs, relevancy(client, criteria, runs));
    }

    /** Of the messages that are told, if the client wants to know it. */
    private static Relevancy relevancy(ClientState client, SearchCriteria criteria, NumberRuns found)
            throws MailStoreException {
        SearchReturn returned = criteria.returned();
        if (found.isEmpty() || returned == null || !returned.has(Item.RELEVANCY)) {
            return Relevancy.NONE;
        }
        UidSet told = SearchAnswer.told(found, returned).toSet();
        return client.store().relevancy(client.account(), client.selected().id(), told, criteria.key());
    }

    /** The order as the store understands it. */
    private static List<SortCriterion> order(Sort command, ClientState client) {
        return command.order().stream()
                .map(criterion -> criterion.key() instanceof SortBy.AnnotationValue annotation
                        ? new SortCriterion(
                                new SortBy.AnnotationValueFor(client.account(), annotation), criterion.reverse())
                        : criterion)
                .toList();
    }
}
