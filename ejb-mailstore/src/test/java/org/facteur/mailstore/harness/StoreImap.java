package org.facteur.mailstore.harness;

import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;

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
}
