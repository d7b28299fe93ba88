package org.facteur.mailstore.account;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.QuotaResource;
import org.facteur.api.account.QuotaRoot;
import org.facteur.api.account.QuotaRoot.Use;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.Right;
import org.facteur.mailstore.access.MailboxAccess;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.mailbox.NewMailboxes;
import org.facteur.mailstore.message.MessageAnnotationRepository;
import org.facteur.mailstore.persistence.StoreBoundary;

/** Tells IMAP clients what accounts have and may have, and lets administrators among them change it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class QuotaService {

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private NewMailboxes newMailboxes;

    @Inject
    private MailboxAccess access;

    @Inject
    private MessageAnnotationRepository annotations;

    /** As {@link ImapListener#quota(AccountId, String)}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public QuotaRoot quota(AccountId account, String root) throws MailStoreException {
        Optional<MailAccount> meant = MailAddress.parse(root).flatMap(accounts::find);
        if (meant.filter(found -> found.id().equals(account)).isEmpty()) {
            requireAdministrator(account);
        }
        return root(meant.orElseThrow(QuotaService::none));
    }

    /** As {@link ImapListener#quota(AccountId, MailboxName)}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public QuotaRoot quota(AccountId account, MailboxName mailbox) throws MailStoreException {
        AccountId owner = access.find(account, mailbox, Right.READ).owner();
        return root(accounts.find(owner).orElseThrow(MailboxAccess::none));
    }

    /** As {@link ImapListener#setQuota}. */
    public QuotaRoot setQuota(AccountId account, String root, Map<QuotaResource, Long> limits)
            throws MailStoreException {
        requireAdministrator(account);
        if (limits.keySet().stream().anyMatch(QuotaResource::isSameForAll)) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "This has the same limit for all");
        }
        MailAccount meant = MailAddress.parse(root)
                .flatMap(address -> accounts.lock(List.of(address)).stream().findFirst())
                .orElseThrow(QuotaService::none);
        meant.changeQuota(new Quota(limits.get(QuotaResource.STORAGE), limits.get(QuotaResource.MESSAGE)));
        accounts.flush();
        return root(meant);
    }

    private void requireAdministrator(AccountId account) throws MailStoreException {
        if (accounts.find(account).filter(MailAccount::isAdministrator).isEmpty()) {
            throw new MailStoreException(Reason.NOT_PERMITTED, "Only an administrator may do this");
        }
    }

    private QuotaRoot root(MailAccount account) throws MailStoreException {
        AccountSummary summary =
                MailAddress.parse(account.address()).flatMap(accounts::summary).orElseThrow(QuotaService::none);
        Map<QuotaResource, Use> resources = new EnumMap<>(QuotaResource.class);
        Long bytes = summary.limit().bytes();
        if (bytes != null) {
            resources.put(QuotaResource.STORAGE, new Use(summary.usedBytes(), bytes));
        }
        Long messages = summary.limit().messages();
        if (messages != null) {
            resources.put(QuotaResource.MESSAGE, new Use(summary.usedMessages(), messages));
        }
        resources.put(QuotaResource.MAILBOX, new Use(mailboxes.count(account.id()), newMailboxes.mostMailboxes()));
        resources.put(
                QuotaResource.ANNOTATION_STORAGE,
                new Use(annotations.octets(account.id(), List.of()), MessageAnnotation.MAX_OF_ACCOUNT));
        return new QuotaRoot(summary.address(), resources);
    }

    private static MailStoreException none() {
        return new MailStoreException(Reason.NOT_ALLOWED, "There is no such quota root");
    }
}
