package org.facteur.mailstore.access;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.AclEntry;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;

/** Shows administrators who may do what with the mailboxes of an account, and changes it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class SharingService {

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private AccessLists lists;

    /**
     * The mailboxes of an account, ascending by name, each with what others than its owner are given or denied.
     *
     * @throws AdministrationException {@code NOT_FOUND} if there is no such account
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<MailboxSharing> list(String address) throws AdministrationException {
        AccountId account = account(address).id();
        Map<MailboxId, List<AclEntry>> others = lists.ofOthers(account);
        return mailboxes.findAll(account).stream()
                .filter(Mailbox::isSelectable)
                .sorted(Comparator.comparing(Mailbox::name))
                .map(mailbox -> new MailboxSharing(mailbox.name(), others.getOrDefault(mailbox.id(), List.of())))
                .toList();
    }

    /**
     * The access control list of a mailbox, its owner first.
     *
     * @throws AdministrationException {@code NOT_FOUND} if there is no such account or mailbox
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<AclEntry> acl(String address, MailboxName name) throws AdministrationException {
        AccountId account = account(address).id();
        return lists.of(account, mailbox(account, name).id());
    }

    /**
     * Gives an identifier rights in the place of those that it had.
     *
     * @param identifier as {@link AclEntry#identifier()}
     * @param rights at least one
     * @throws AdministrationException {@code NOT_FOUND} if there is no such account or mailbox; {@code INVALID} with field
     *     {@code identifier} or {@code rights}
     */
    public AclEntry grant(String address, MailboxName name, String identifier, Rights rights)
            throws AdministrationException {
        if (rights.isEmpty()) {
            throw AdministrationException.invalid("rights", "Choose at least one right.");
        }
        change(address, name, identifier, rights);
        return new AclEntry(identifier, rights);
    }

    /**
     * Takes away whatever an identifier is given, or denied, in a mailbox.
     *
     * @throws AdministrationException {@code NOT_FOUND} if there is no such account or mailbox, or nothing to take away
     */
    public void revoke(String address, MailboxName name, String identifier) throws AdministrationException {
        if (acl(address, name).stream()
                .skip(1)
                .noneMatch(entry -> entry.identifier().equalsIgnoreCase(identifier))) {
            throw AdministrationException.notFound("This identifier has no rights in the mailbox.");
        }
        change(address, name, identifier, Rights.NONE);
    }

    private void change(String address, MailboxName name, String identifier, Rights rights)
            throws AdministrationException {
        AccountId account = account(address).id();
        Mailbox mailbox = mailbox(account, name);
        Grantee grantee = lists.grantee(identifier)
                .orElseThrow(() -> AdministrationException.invalid("identifier", "There is nobody of that name."));
        if (grantee.is(account)) {
            throw AdministrationException.invalid("identifier", "The owner has every right, always.");
        }
        try {
            lists.change(mailbox.id(), grantee, new RightsChange(RightsChange.Mode.REPLACE, rights));
        } catch (MailStoreException e) {
            throw e.reason() == MailStoreException.Reason.LIMIT_REACHED
                    ? AdministrationException.invalid("identifier", e.getMessage() + ".")
                    : noMailbox();
        }
    }

    private MailAccount account(String address) throws AdministrationException {
        return MailAddress.parse(address)
                .flatMap(accounts::find)
                .orElseThrow(() -> AdministrationException.notFound("There is no account of this address."));
    }

    private Mailbox mailbox(AccountId account, MailboxName name) throws AdministrationException {
        return mailboxes.find(account, name).filter(Mailbox::isSelectable).orElseThrow(SharingService::noMailbox);
    }

    private static AdministrationException noMailbox() {
        return AdministrationException.notFound("The account has no such mailbox.");
    }
}
