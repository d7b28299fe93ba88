package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.facteur.api.MailStoreException;
import org.facteur.api.search.SearchKey;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.MailboxView;

/** What SEARCH, SORT and THREAD share: only this session understands sequence numbers and {@code \Recent}. */
final class SearchCriteria {

    private SearchCriteria() {}

    /** The key as the store understands it: what only this session knows becomes sets of UIDs. */
    static SearchKey resolved(SearchKey key, ClientState client) throws MailStoreException, CommandRefusedException {
        if (key instanceof SearchKey.Sequence sequence) {
            return new SearchKey.Uids(
                    client.messages(new SequenceSet(sequence.ranges()), false).uidRanges());
        }
        if (key instanceof SearchKey.UidSequence uids) {
            return new SearchKey.Uids(client.selected().byUid(uids.ranges()).uidRanges());
        }
        if (key instanceof SearchKey.Recent) {
            return new SearchKey.Uids(client.selected().recent());
        }
        if (key instanceof SearchKey.Not not) {
            return new SearchKey.Not(resolved(not.key(), client));
        }
        if (key instanceof SearchKey.Or or) {
            return new SearchKey.Or(resolved(or.left(), client), resolved(or.right(), client));
        }
        if (key instanceof SearchKey.And and) {
            List<SearchKey> keys = new ArrayList<>(and.keys().size());
            for (SearchKey each : and.keys()) {
                keys.add(resolved(each, client));
            }
            return new SearchKey.And(keys);
        }
        return key;
    }

    /** The number by which the client is told of a message: its UID, or its sequence number, which is 0 if it knows none. */
    static LongUnaryOperator numbers(MailboxView view, boolean asUids) {
        return asUids ? LongUnaryOperator.identity() : view::sequenceOf;
    }
}
