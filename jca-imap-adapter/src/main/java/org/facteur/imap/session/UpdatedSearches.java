package org.facteur.imap.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortCriterion;
import org.facteur.imap.response.ImapResponse;

/** The searches of one selected mailbox whose results the client is kept up to date about (RFC 5267 section 4.3). */
public final class UpdatedSearches {

    /** How many there are at most; a further one is refused. */
    static final int MAX_SEARCHES = 8;

    /** How many messages, or runs of messages, each remembers at most. */
    static final int MAX_RESULT = 100_000;

    private final List<UpdatedSearch> searches = new ArrayList<>();

    UpdatedSearches() {}

    /** Whether a search with that tag is being updated. */
    public boolean has(String tag) {
        return searches.stream().anyMatch(search -> search.tag().equals(tag));
    }

    /**
     * Keeps the client up to date about a result that it is told now.
     *
     * @param key as the store understands it
     * @param order empty for a SEARCH
     * @param sorted the result in that order; empty for a SEARCH
     * @param view in which it was found
     * @return false if there are too many already, or it is too large
     */
    public boolean add(
            String tag, SearchKey key, List<SortCriterion> order, UidSet result, UidList sorted, MailboxView view) {
        if (searches.size() == MAX_SEARCHES || result.rangeCount() > MAX_RESULT || sorted.size() > MAX_RESULT) {
            return false;
        }
        searches.add(new UpdatedSearch(tag, key, order, result, sorted, view));
        return true;
    }

    /** The client wants no more updates of these. */
    public void cancel(Collection<String> tags) {
        searches.removeIf(search -> tags.contains(search.tag()));
    }

    /**
     * Adds what leads the client to the results in a view.
     *
     * @throws MailStoreException those that follow are not updated, and will be later
     */
    void update(ImapListener store, AccountId account, MailboxView view, Collection<? super ImapResponse> told)
            throws MailStoreException {
        for (UpdatedSearch search : searches) {
            told.addAll(search.update(store, account, view));
        }
    }
}
