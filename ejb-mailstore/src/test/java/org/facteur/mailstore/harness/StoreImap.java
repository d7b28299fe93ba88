package org.facteur.mailstore.harness;

import java.util.List;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.MessageThreads;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.ThreadAlgorithm;

/** The endpoint of IMAP, and short forms of what the owner of a mailbox does with it. */
public interface StoreImap extends ImapListener {

    /** Whose mailbox it is. */
    AccountId owner(MailboxId mailbox) throws MailStoreException;

    default MailboxId create(AccountId account, MailboxName name) throws MailStoreException {
        return create(account, name, null);
    }

    default MailboxSnapshot snapshot(MailboxId mailbox) throws MailStoreException {
        return snapshot(owner(mailbox), mailbox);
    }

    default long store(MailboxId mailbox, UidSet uids, FlagChange change) throws MailStoreException {
        return store(owner(mailbox), mailbox, uids, change);
    }

    default UidSet storeIfUnchanged(MailboxId mailbox, UidSet uids, FlagChange change, long unchangedSince)
            throws MailStoreException {
        return storeIfUnchanged(owner(mailbox), mailbox, uids, change, unchangedSince);
    }

    default UidSet expunge(MailboxId mailbox, UidSet uids) throws MailStoreException {
        return expunge(owner(mailbox), mailbox, uids);
    }

    default List<FetchedMessage> fetch(MailboxId mailbox, UidSet uids, Set<FetchPart> parts) throws MailStoreException {
        return fetch(owner(mailbox), mailbox, uids, parts);
    }

    default UidSet search(MailboxId mailbox, UidSet among, SearchKey key) throws MailStoreException {
        return search(owner(mailbox), mailbox, among, key);
    }

    default Relevancy relevancy(MailboxId mailbox, UidSet among, SearchKey key) throws MailStoreException {
        return relevancy(owner(mailbox), mailbox, among, key);
    }

    default UidList sort(MailboxId mailbox, UidSet among, SearchKey key, List<SortCriterion> order)
            throws MailStoreException {
        return sort(owner(mailbox), mailbox, among, key, order);
    }

    default MessageThreads thread(MailboxId mailbox, UidSet among, SearchKey key, ThreadAlgorithm algorithm)
            throws MailStoreException {
        return thread(owner(mailbox), mailbox, among, key, algorithm);
    }
}
