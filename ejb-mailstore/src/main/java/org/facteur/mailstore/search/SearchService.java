package org.facteur.mailstore.search;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SearchKey;
import org.facteur.mailstore.access.MailboxAccess;
import org.facteur.mailstore.persistence.StoreBoundary;

/** Answers SEARCH. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StoreBoundary.class)
public class SearchService {

    @Inject
    private MailboxAccess access;

    @Inject
    private MessageFinder finder;

    @Inject
    private LookedUpKeys lookedUp;

    /** As {@link ImapListener#search}. */
    public UidSet search(AccountId account, MailboxId mailbox, UidSet among, SearchKey wanted)
            throws MailStoreException {
        access.require(account, mailbox, Right.READ);
        SearchKey key = lookedUp.resolved(mailbox, among, wanted);
        if (!MessageCursor.needsFacts(key)) {
            return finder.findByFlags(mailbox, among, key);
        }
        FoundMessages found = finder.find(mailbox, among, key);
        UidSet.Builder uids = new UidSet.Builder();
        for (int ordinal : found.ordinals()) {
            uids.add(found.facts().uid(ordinal));
        }
        return uids.build();
    }

    /** As {@link ImapListener#relevancy}. */
    public Relevancy relevancy(AccountId account, MailboxId mailbox, UidSet among, SearchKey wanted)
            throws MailStoreException {
        access.require(account, mailbox, Right.READ);
        return finder.relevancy(mailbox, among, lookedUp.resolved(mailbox, among, wanted));
    }
}
