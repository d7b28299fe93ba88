package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.imap.command.ImapCommand.Search;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.MailboxView;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;

/**
 * SEARCH and UID SEARCH (RFC 3501 section 6.4.4). Keys that only this session understands, sequence numbers and
 * {@code \Recent} among them, become sets of UIDs before the store is asked.
 */
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
        SearchKey key = resolved(command.key(), client);
        UidSet among = selected.told();
        UidSet found = among.isEmpty() ? UidSet.EMPTY : client.store().search(selected.id(), among, key);
        return new SearchReply(told(found, selected.view(), command.uid()));
    }

    private static SearchKey resolved(SearchKey key, ClientState client)
            throws MailStoreException, CommandRefusedException {
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
