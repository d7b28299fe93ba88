package org.facteur.mailstore.access;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.AclEntry;
import org.facteur.api.mailbox.GrantableRights;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.mailstore.persistence.StoreBoundary;

/** Keeps the access control lists for IMAP clients: those who administer a mailbox decide who may do what with it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class AccessService {

    @Inject
    private MailboxAccess access;

    @Inject
    private AccessLists lists;

    /** As {@link ImapListener#rights(AccountId, MailboxId)}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Rights rights(AccountId account, MailboxId mailbox) throws MailStoreException {
        return access.rights(account, mailbox);
    }

    /** As {@link ImapListener#rights(AccountId, MailboxName)}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Rights rights(AccountId account, MailboxName name) throws MailStoreException {
        Rights rights = access.find(account, name).rights();
        // RFC 4314 section 4: with none of these the client must not know that the mailbox is there.
        if (!rights.hasAny(
                Right.LOOKUP, Right.READ, Right.INSERT, Right.CREATE, Right.DELETE_MAILBOX, Right.ADMINISTER)) {
            throw MailboxAccess.none();
        }
        return rights;
    }

    /** As {@link ImapListener#mayCreate}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean mayCreate(AccountId account, MailboxName name) throws MailStoreException {
        try {
            access.placeForNew(account, name);
            return true;
        } catch (MailStoreException e) {
            if (e.reason() == Reason.NOT_PERMITTED || e.reason() == Reason.NOT_ALLOWED) {
                return false;
            }
            throw e;
        }
    }

    /** As {@link ImapListener#acl}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<AclEntry> acl(AccountId account, MailboxName name) throws MailStoreException {
        Accessed accessed = access.find(account, name, Right.ADMINISTER);
        return lists.of(accessed.owner(), accessed.mailbox().id());
    }

    /** As {@link ImapListener#grant}. */
    public void grant(AccountId account, MailboxName name, String identifier, RightsChange change)
            throws MailStoreException {
        Accessed accessed = access.find(account, name, Right.ADMINISTER);
        Grantee grantee = grantee(identifier);
        if (!grantee.is(accessed.owner())) {
            lists.change(accessed.mailbox().id(), grantee, change);
        }
    }

    /** As {@link ImapListener#grantable}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public GrantableRights grantable(AccountId account, MailboxName name, String identifier) throws MailStoreException {
        Accessed accessed = access.find(account, name, Right.ADMINISTER);
        Grantee grantee = grantee(identifier);
        return grantee.is(accessed.owner()) && !grantee.isDenied()
                ? new GrantableRights(Rights.ALL, Rights.NONE)
                : new GrantableRights(Rights.NONE, Rights.ALL);
    }

    private Grantee grantee(String identifier) throws MailStoreException {
        return lists.grantee(identifier)
                .orElseThrow(() -> new MailStoreException(Reason.NOT_ALLOWED, "There is nobody of that name"));
    }
}
