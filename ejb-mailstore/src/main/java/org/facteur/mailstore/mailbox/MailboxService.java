package org.facteur.mailstore.mailbox;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.index.MailboxEvents;
import org.facteur.mailstore.index.MailboxIndex;
import org.facteur.mailstore.message.MessageService;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.facteur.mailstore.removal.RemovalRepository;
import org.facteur.mailstore.removal.Retention;

/** Keeps the names of an account's mailboxes. Whoever changes them holds the lock of the account. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class MailboxService {

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private RemovalRepository removals;

    @Inject
    private Retention retention;

    @Inject
    private NewMailboxes newMailboxes;

    @Inject
    private MessageService messages;

    @Inject
    private OwnTransaction transaction;

    @Inject
    private MailboxIndex index;

    @Inject
    private MailboxEvents events;

    /** As {@link ImapListener#list}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<MailboxListing> list(AccountId account) throws MailStoreException {
        Set<MailboxName> subscriptions = new TreeSet<>(mailboxes.subscriptions(account));
        Map<MailboxName, MailboxListing> listings = new TreeMap<>();
        for (MailboxName name : subscriptions) {
            listings.put(name, new MailboxListing(name, false, false, true, Set.of()));
        }
        for (Mailbox mailbox : mailboxes.findAll(account)) {
            MailboxName name = mailbox.name();
            listings.put(
                    name,
                    new MailboxListing(
                            name,
                            mailbox.isSelectable(),
                            true,
                            subscriptions.contains(name),
                            mailbox.specialUse().map(Set::of).orElse(Set.of())));
        }
        return List.copyOf(listings.values());
    }

    /** As {@link ImapListener#create}. */
    public MailboxId create(AccountId account, MailboxName name) throws MailStoreException {
        lock(account);
        return newMailboxes.make(account, name).id();
    }

    /** As {@link ImapListener#delete}. */
    public void delete(AccountId accountId, MailboxName name) throws MailStoreException {
        if (name.isInbox()) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "INBOX cannot be deleted");
        }
        MailAccount account = lock(accountId);
        Mailbox mailbox = mailboxes.lock(List.of(find(accountId, name).id())).stream()
                .findFirst()
                .orElseThrow(MailboxService::none);
        boolean hasInferiors = mailboxes.hasInferiors(accountId, name);
        if (!mailbox.isSelectable()) {
            if (hasInferiors) {
                throw new MailStoreException(Reason.NOT_ALLOWED, "The name has inferior names");
            }
            mailboxes.remove(mailbox);
            return;
        }
        account.use(-mailbox.messages(), -mailbox.size());
        removals.add(retention.removalFrom(accountId, mailbox, Instant.now()).ofWholeMailbox());
        mailboxes.remove(mailbox);
        if (hasInferiors) {
            mailboxes.flush();
            mailboxes.add(Mailbox.nameOnly(accountId, name));
        }
        events.changing(mailbox.id());
    }

    /** As {@link ImapListener#rename}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void rename(AccountId account, MailboxName from, MailboxName to) throws MailStoreException {
        if (from.isInbox()) {
            MailboxId inbox = find(account, MailboxName.INBOX).id();
            transaction.call(() -> create(account, to));
            messages.move(inbox, UidSet.range(1, UidSet.MAX_UID), account, to);
            return;
        }
        transaction.call(() -> {
            renameTree(account, from, to);
            return to;
        });
    }

    private void renameTree(AccountId account, MailboxName from, MailboxName to) throws MailStoreException {
        lock(account);
        if (to.isBelow(from)) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "A mailbox cannot become its own inferior");
        }
        find(account, from);
        if (mailboxes.find(account, to).isPresent()) {
            throw NewMailboxes.exists();
        }
        newMailboxes.makeSuperiors(account, to);
        for (Mailbox mailbox : mailboxes.lockTree(account, from)) {
            mailbox.rename(renamed(mailbox.name(), from, to));
        }
    }

    private static MailboxName renamed(MailboxName name, MailboxName from, MailboxName to) throws MailStoreException {
        String renamed = to.value() + name.value().substring(from.value().length());
        if (renamed.length() > MailboxName.MAX_LENGTH) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "The name of an inferior would be too long");
        }
        return new MailboxName(renamed);
    }

    /** As {@link ImapListener#subscribe}. */
    public void subscribe(AccountId account, MailboxName name, boolean subscribed) throws MailStoreException {
        lock(account);
        if (!subscribed) {
            mailboxes.unsubscribe(account, name);
            return;
        }
        if (mailboxes.subscriptions(account).size() >= NewMailboxes.MAX_MAILBOXES) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "The account has too many subscriptions");
        }
        mailboxes.subscribe(account, name);
    }

    /** As {@link ImapListener#status}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MailboxStatus status(AccountId account, MailboxName name) throws MailStoreException {
        return selectable(account, name).status();
    }

    /** As {@link ImapListener#select}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MailboxSnapshot select(AccountId account, MailboxName name) throws MailStoreException {
        return index.snapshot(selectable(account, name).id());
    }

    /** As {@link ImapListener#snapshot}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MailboxSnapshot snapshot(MailboxId mailbox) throws MailStoreException {
        return index.snapshot(mailbox);
    }

    /** As {@link ImapListener#expungedSince}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<UidSet> expungedSince(MailboxId mailbox, long modSeq) throws MailStoreException {
        return index.expungedSince(mailbox, modSeq);
    }

    private MailAccount lock(AccountId account) throws MailStoreException {
        return accounts.lock(account).orElseThrow(MailboxService::none);
    }

    private Mailbox find(AccountId account, MailboxName name) throws MailStoreException {
        return mailboxes.find(account, name).orElseThrow(MailboxService::none);
    }

    private Mailbox selectable(AccountId account, MailboxName name) throws MailStoreException {
        Mailbox mailbox = find(account, name);
        if (!mailbox.isSelectable()) {
            throw new MailStoreException(Reason.NOT_SELECTABLE, "The name holds no messages");
        }
        return mailbox;
    }

    private static MailStoreException none() {
        return new MailStoreException(Reason.NO_SUCH_MAILBOX, "There is no such mailbox");
    }
}
