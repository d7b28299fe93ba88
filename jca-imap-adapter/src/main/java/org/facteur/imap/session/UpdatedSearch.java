package org.facteur.imap.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortCriterion;
import org.facteur.imap.response.ImapResponse.SearchUpdate;
import org.facteur.imap.response.ImapResponse.SearchUpdate.Place;

/**
 * A search by UID whose result the client is kept up to date about (RFC 5267 section 4.3). What a message is ordered by never
 * changes, so that a change only lets it in or out; only messages that have changed are searched again.
 */
final class UpdatedSearch {

    /** Numbers in one response. */
    private static final int MAX_NUMBERS = 1_000;

    private final String tag;
    private final SearchKey key;
    private final List<SortCriterion> order;
    private UidSet result;
    /** The result in its order; empty for a search without one. */
    private UidList sorted;

    private MailboxView known;

    /**
     * @param key as the store understands it
     * @param order empty for a SEARCH
     * @param sorted what it has found, in that order; empty for a SEARCH
     */
    UpdatedSearch(
            String tag, SearchKey key, List<SortCriterion> order, UidSet result, UidList sorted, MailboxView known) {
        this.tag = tag;
        this.key = key;
        this.order = List.copyOf(order);
        this.result = result;
        this.sorted = sorted;
        this.known = known;
    }

    /** The tag of the command, by which the client knows it. */
    String tag() {
        return tag;
    }

    /** What leads the client from the result that it knows to the present one. */
    List<SearchUpdate> update(ImapListener store, AccountId account, MailboxView view) throws MailStoreException {
        if (view == known) {
            return List.of();
        }
        MailboxId mailbox = view.snapshot().mailbox();
        UidSet changed = changed(view);
        UidSet found = changed.isEmpty() ? UidSet.EMPTY : store.search(account, mailbox, changed, key);
        UidSet present = result.minus(view.absent(result)).minus(changed).union(found);
        List<SearchUpdate> updates =
                order.isEmpty() ? differences(present) : reordered(store, account, mailbox, present);
        known = view;
        return updates;
    }

    private UidSet changed(MailboxView view) {
        UidSet.Builder changed = new UidSet.Builder();
        long since = known.snapshot().highestModSeq();
        int sequence = 0;
        while ((sequence = view.firstChangedSince(since, sequence + 1)) > 0) {
            changed.add(view.uid(sequence));
        }
        return changed.build();
    }

    private List<SearchUpdate> differences(UidSet present) {
        List<SearchUpdate> updates = new ArrayList<>();
        add(updates, false, result.minus(present));
        add(updates, true, present.minus(result));
        result = present;
        return updates;
    }

    /** Without an order a message has no place in the result. */
    private void add(List<SearchUpdate> updates, boolean adds, UidSet uids) {
        List<UidSet.Range> ranges = uids.ranges();
        for (int from = 0; from < ranges.size(); from += MAX_NUMBERS) {
            List<UidSet.Range> some = ranges.subList(from, Math.min(ranges.size(), from + MAX_NUMBERS));
            updates.add(new SearchUpdate(tag, adds, List.of(new Place(0, some))));
        }
    }

    private List<SearchUpdate> reordered(ImapListener store, AccountId account, MailboxId mailbox, UidSet present)
            throws MailStoreException {
        if (present.equals(result)) {
            return List.of();
        }
        UidList now =
                present.isEmpty() ? UidList.EMPTY : store.sort(account, mailbox, present, new SearchKey.All(), order);
        List<SearchUpdate> updates = new ArrayList<>();
        List<Place> gone = places(sorted, uids(now));
        // From the end, so that the places before stay what they are.
        for (int i = gone.size() - 1; i >= 0; i--) {
            updates.add(new SearchUpdate(tag, false, List.of(gone.get(i))));
        }
        for (Place come : places(now, uids(sorted))) {
            updates.add(new SearchUpdate(tag, true, List.of(come)));
        }
        result = present;
        sorted = now;
        return updates;
    }

    private static Set<Long> uids(UidList list) {
        Set<Long> uids = new HashSet<>(2 * list.size());
        for (int i = 0; i < list.size(); i++) {
            uids.add(list.uid(i));
        }
        return uids;
    }

    /** The runs of the list that are not among others, each with the place of its first. */
    private static List<Place> places(UidList list, Set<Long> others) {
        List<Place> places = new ArrayList<>();
        List<UidSet.Range> run = new ArrayList<>();
        for (int i = 0; i <= list.size(); i++) {
            boolean belongs = i < list.size() && !others.contains(list.uid(i));
            if (!run.isEmpty() && (!belongs || run.size() == MAX_NUMBERS)) {
                places.add(new Place(i - run.size() + 1L, run));
                run = new ArrayList<>();
            }
            if (belongs) {
                run.add(new UidSet.Range(list.uid(i), list.uid(i)));
            }
        }
        return places;
    }
}
