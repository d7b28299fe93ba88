package org.facteur.mailstore.mailbox;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
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
import org.facteur.api.imap.OpenedMailbox;
import org.facteur.api.mailbox.DeletedMessages;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxObserver;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.OthersMailbox;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.mailbox.Watch;
import org.facteur.mailstore.access.AccessLists;
import org.facteur.mailstore.access.Accessed;
import org.facteur.mailstore.access.GrantRepository;
import org.facteur.mailstore.access.MailboxAccess;
import org.facteur.mailstore.access.MailboxAccess.Place;
import org.facteur.mailstore.access.MailboxAccess.SharedMailbox;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.index.MailboxEvents;
import org.facteur.mailstore.index.MailboxIndex;
import org.facteur.mailstore.message.MessageService;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.facteur.mailstore.removal.RemovalRepository;
import org.facteur.mailstore.removal.Retention;
import org.jspecify.annotations.Nullable;

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
    private MailboxAccess access;

    @Inject
    private GrantRepository grants;

    @Inject
    private AccessLists lists;

    @Inject
    private DeletedMessagesQuery deletions;

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
        Map<MailboxName, MailboxListing> listings = own(account, subscriptions);
        for (SharedMailbox shared : access.visibleTo(account)) {
            if (shared.rights().has(Right.LOOKUP)) {
                boolean subscribed = subscriptions.contains(shared.name());
                listings.put(shared.name(), listing(shared.name(), shared.mailbox(), shared.rights(), subscribed));
            }
        }
        return List.copyOf(listings.values());
    }

    /** As {@link #list}, without the mailboxes of others. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<MailboxListing> listOwn(AccountId account) throws MailStoreException {
        return List.copyOf(
                own(account, new TreeSet<>(mailboxes.subscriptions(account))).values());
    }

    private Map<MailboxName, MailboxListing> own(AccountId account, Set<MailboxName> subscriptions) {
        Map<MailboxName, MailboxListing> listings = new TreeMap<>();
        subscriptions.forEach(name -> listings.put(name, MailboxListing.missing(name, true)));
        for (Mailbox mailbox : mailboxes.findAll(account)) {
            MailboxName name = mailbox.name();
            listings.put(name, listing(name, mailbox, Rights.ALL, subscriptions.contains(name)));
        }
        return listings;
    }

    private static MailboxListing listing(MailboxName name, Mailbox mailbox, Rights rights, boolean subscribed) {
        boolean tellsStatus = mailbox.isSelectable() && rights.has(Right.READ);
        return new MailboxListing(
                name,
                mailbox.isSelectable(),
                true,
                subscribed,
                mailbox.specialUse().map(Set::of).orElse(Set.of()),
                rights,
                tellsStatus ? mailbox.status(name) : null);
    }

    /** As {@link ImapListener#deleted}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Map<MailboxId, DeletedMessages> deleted(AccountId account, Collection<MailboxId> ids)
            throws MailStoreException {
        return deletions.count(account, ids);
    }

    /** As {@link ImapListener#create}. */
    public MailboxId create(AccountId account, MailboxName name, @Nullable SpecialUse use) throws MailStoreException {
        Place place = access.placeForNew(account, name);
        lock(place.owner());
        return newMailboxes
                .make(place.owner(), place.name(), place.isOwn() ? use : null)
                .id();
    }

    /** Makes a mailbox of the account itself, whatever its name looks like; {@link #create} is for who logs in. */
    public MailboxId createOwn(AccountId account, MailboxName name) throws MailStoreException {
        lock(account);
        return newMailboxes.make(account, name).id();
    }

    /** As {@link ImapListener#delete}. */
    public void delete(AccountId accountId, MailboxName name) throws MailStoreException {
        Accessed accessed = access.find(accountId, name, Right.DELETE_MAILBOX);
        if (accessed.name().isInbox()) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "INBOX cannot be deleted");
        }
        delete(accessed.owner(), accessed.name(), accessed.mailbox().id());
    }

    private void delete(AccountId owner, MailboxName name, MailboxId id) throws MailStoreException {
        MailAccount account = lock(owner);
        events.namesChanging(owner);
        lists.namesChanging(grants.of(id));
        Mailbox mailbox = mailboxes.lock(List.of(id)).stream().findFirst().orElseThrow(MailboxAccess::none);
        boolean hasInferiors = mailboxes.hasInferiors(owner, name);
        if (!mailbox.isSelectable()) {
            if (hasInferiors) {
                throw new MailStoreException(Reason.NOT_ALLOWED, "The name has inferior names");
            }
            mailboxes.remove(mailbox);
            return;
        }
        account.use(-mailbox.messages(), -mailbox.size());
        removals.add(retention.removalFrom(owner, mailbox, Instant.now()).ofWholeMailbox());
        mailboxes.remove(mailbox);
        if (hasInferiors) {
            mailboxes.flush();
            mailboxes.add(Mailbox.nameOnly(owner, name));
        }
        events.changing(mailbox.id());
    }

    /** As {@link ImapListener#rename}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void rename(AccountId account, MailboxName from, MailboxName to) throws MailStoreException {
        Accessed source = access.find(account, from, Right.DELETE_MAILBOX);
        Place target = access.placeForNew(account, to);
        if (!target.owner().equals(source.owner())) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "A mailbox stays with its owner");
        }
        if (!source.name().isInbox()) {
            transaction.call(() -> {
                renameTree(source.owner(), source.name(), target.name());
                return target;
            });
            return;
        }
        if (!target.isOwn()) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "Only its owner can rename an INBOX");
        }
        transaction.call(() -> create(account, to, null));
        messages.move(source.mailbox().id(), UidSet.range(1, UidSet.MAX_UID), account, to);
    }

    private void renameTree(AccountId account, MailboxName from, MailboxName to) throws MailStoreException {
        lock(account);
        events.namesChanging(account);
        if (to.isBelow(from)) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "A mailbox cannot become its own inferior");
        }
        if (mailboxes.find(account, from).isEmpty()) {
            throw MailboxAccess.none();
        }
        if (mailboxes.find(account, to).isPresent()) {
            throw NewMailboxes.exists();
        }
        newMailboxes.makeSuperiors(account, to, 0);
        Set<MailboxId> renamed = new HashSet<>();
        for (Mailbox mailbox : mailboxes.lockTree(account, from)) {
            MailboxName name = renamed(mailbox.name(), from, to);
            newMailboxes.checkDepth(name);
            mailbox.rename(name);
            renamed.add(mailbox.id());
        }
        lists.namesChanging(grants.ofMailboxesOf(account).stream()
                .filter(line -> renamed.contains(line.mailbox()))
                .toList());
    }

    private static MailboxName renamed(MailboxName name, MailboxName from, MailboxName to) throws MailStoreException {
        String renamed = to.value() + name.value().substring(from.value().length());
        if (renamed.length() > MailboxName.MAX_LENGTH) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "The name of an inferior would be too long");
        }
        return new MailboxName(renamed);
    }

    /** As {@link ImapListener#subscribe}. */
    public void subscribe(AccountId account, MailboxName given, boolean subscribed) throws MailStoreException {
        MailboxName name =
                OthersMailbox.parse(given).flatMap(OthersMailbox::fullName).orElse(given);
        lock(account);
        events.namesChanging(account);
        if (!subscribed) {
            mailboxes.unsubscribe(account, name);
            return;
        }
        if (mailboxes.subscriptions(account).size() >= newMailboxes.mostMailboxes()) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "The account has too many subscriptions");
        }
        mailboxes.subscribe(account, name);
    }

    /** As {@link ImapListener#status}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MailboxStatus status(AccountId account, MailboxName name) throws MailStoreException {
        return access.selectable(account, name, Right.READ).mailbox().status(name);
    }

    /** As {@link ImapListener#open}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public OpenedMailbox open(AccountId account, MailboxName name, MailboxObserver observer) throws MailStoreException {
        Accessed found = access.selectable(account, name, Right.READ);
        Mailbox mailbox = found.mailbox();
        // Whatever is not in the snapshot is told of, since the watch comes first.
        Watch watch = events.watch(mailbox.id(), observer);
        try {
            MailboxSnapshot snapshot = index.snapshot(mailbox.id());
            boolean mayHaveRecent = mailbox.hasRecent() || mailbox.uidNext() != snapshot.uidNext();
            return new OpenedMailbox(snapshot, found.rights(), mayHaveRecent, watch);
        } catch (MailStoreException | RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /** As {@link ImapListener#select}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MailboxSnapshot select(AccountId account, MailboxName name) throws MailStoreException {
        return index.snapshot(
                access.selectable(account, name, Right.READ).mailbox().id());
    }

    /** As {@link ImapListener#snapshot}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MailboxSnapshot snapshot(AccountId account, MailboxId mailbox) throws MailStoreException {
        if (!access.rights(account, mailbox).has(Right.READ)) {
            throw MailboxAccess.none();
        }
        return index.snapshot(mailbox);
    }

    /** As {@link ImapListener#expungedSince}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<UidSet> expungedSince(MailboxId mailbox, long modSeq) throws MailStoreException {
        return index.expungedSince(mailbox, modSeq);
    }

    private MailAccount lock(AccountId account) throws MailStoreException {
        return accounts.lock(account).orElseThrow(MailboxAccess::none);
    }
}
