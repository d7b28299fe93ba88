package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SearchKey;
import org.facteur.imap.command.SearchReturn;
import org.facteur.imap.command.SearchReturn.Item;
import org.facteur.imap.session.ClientState;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found.
 *
 * @param relevancy how well the messages match; of no message unless the client wants to know (RFC 6203 section 4)
 */
record SearchResult(UidSet uids, Relevancy relevancy) {

    private static final SearchResult NOTHING = new SearchResult(UidSet.EMPTY, Relevancy.NONE);

    /**
     * Searches, in any case once.
     *
     * @param key as the store understands it
     */
    static SearchResult find(
            ClientState client, MailboxId mailbox, UidSet among, SearchKey key, @Nullable SearchReturn returned)
            throws MailStoreException {
        if (among.isEmpty()) {
            return NOTHING;
        }
        if (returned != null && returned.has(Item.RELEVANCY)) {
            Relevancy relevancy = client.store().relevancy(client.account(), mailbox, among, key);
            return new SearchResult(relevancy.uids(), relevancy);
        }
        return new SearchResult(client.store().search(client.account(), mailbox, among, key), Relevancy.NONE);
    }
}
