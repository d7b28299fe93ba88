package org.facteur.mailstore.annotation;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.OthersMailbox;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.mailstore.access.Accessed;
import org.facteur.mailstore.access.MailboxAccess;
import org.facteur.mailstore.access.MailboxAccess.SharedMailbox;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.index.MailboxEvents;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.jspecify.annotations.Nullable;

/**
 * Keeps annotations. Who may look a mailbox up and do anything with its messages sees them and has its own; {@code w} lets it
 * change those that all share (RFC 5464 section 3.3). The shared ones of the server are an administrator's.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class AnnotationService {

    @Inject
    private AnnotationRepository annotations;

    @Inject
    private MailboxAccess access;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxEvents events;

    /** As {@link ImapListener#annotations}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Map<MailboxName, List<Annotation>> of(AccountId account, List<MailboxName> names, AnnotationQuery query)
            throws MailStoreException {
        Map<MailboxName, MailboxId> ids = new HashMap<>();
        visible(account, checked(names)).forEach((id, name) -> ids.put(name, id));
        List<MailboxName> some = names.size() == 1 ? names : first(account, names, ids, query);
        List<MailboxId> asked =
                some.stream().map(ids::get).filter(Objects::nonNull).toList();
        Map<MailboxId, List<Annotation>> found = annotations.of(account, asked, query);
        Map<MailboxName, List<Annotation>> answered = new HashMap<>();
        for (MailboxName name : some) {
            MailboxId id = ids.get(name);
            answered.put(name, id == null ? List.of() : found.getOrDefault(id, List.of()));
        }
        return answered;
    }

    /** The first of them, and the next ones as long as there is not too much in their annotations to be read at once. */
    private List<MailboxName> first(
            AccountId account, List<MailboxName> names, Map<MailboxName, MailboxId> ids, AnnotationQuery query) {
        Map<MailboxId, Long> octets = annotations.octets(account, ids.values(), query);
        long sum = 0;
        for (int i = 0; i < names.size(); i++) {
            MailboxId id = ids.get(names.get(i));
            sum += id == null ? 0 : octets.getOrDefault(id, 0L);
            if (i > 0 && sum > ImapListener.MAX_ANNOTATIONS) {
                return names.subList(0, i);
            }
        }
        return names;
    }

    private Map<MailboxId, MailboxName> visible(AccountId account, Collection<MailboxName> names) {
        Map<MailboxId, MailboxName> visible = new LinkedHashMap<>();
        for (Mailbox mailbox : mailboxes.find(account, names)) {
            visible.put(mailbox.id(), mailbox.name());
        }
        if (names.stream().anyMatch(name -> OthersMailbox.parse(name).isPresent())) {
            for (SharedMailbox shared : access.visibleTo(account)) {
                if (names.contains(shared.name()) && mayRead(shared.rights())) {
                    visible.put(shared.mailbox().id(), shared.name());
                }
            }
        }
        return visible;
    }

    private static boolean mayRead(Rights rights) {
        return rights.has(Right.LOOKUP) && rights.hasAny(Right.READ, Right.SEEN, Right.WRITE, Right.INSERT, Right.POST);
    }

    /** As {@link ImapListener#serverAnnotations}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<Annotation> ofServer(AccountId account, AnnotationQuery query) {
        return annotations.ofServer(account, query);
    }

    /** As {@link ImapListener#annotationsChangedSince}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Map<MailboxName, List<Entry>> changedSince(AccountId account, Map<MailboxName, Long> modSeqs)
            throws MailStoreException {
        Map<MailboxId, MailboxName> visible = visible(account, checked(modSeqs.keySet()));
        Map<MailboxId, Long> since = new HashMap<>();
        visible.forEach((id, name) -> since.put(id, modSeqs.getOrDefault(name, Long.MAX_VALUE)));
        Map<MailboxName, List<Entry>> changed = new HashMap<>();
        annotations.changedSince(account, since).forEach((id, entries) -> {
            MailboxName name = visible.get(id);
            if (name != null) {
                changed.put(name, entries);
            }
        });
        return changed;
    }

    private static Collection<MailboxName> checked(Collection<MailboxName> names) {
        if (names.size() > ImapListener.MAX_ANNOTATED) {
            throw new IllegalArgumentException(names.size() + " mailboxes at once");
        }
        return names;
    }

    /** As {@link ImapListener#annotate}. */
    public void annotate(AccountId account, @Nullable MailboxName name, List<Annotation> changes)
            throws MailStoreException {
        boolean shared = changes.stream().anyMatch(each -> each.entry().scope() == Scope.SHARED);
        for (Annotation change : changes) {
            byte[] value = change.value();
            if (value != null && value.length > Annotation.MAX_VALUE) {
                throw new MailStoreException(Reason.LIMIT_REACHED, "The value of an annotation is too long");
            }
        }
        MailboxId mailbox = name == null ? null : annotate(account, mailbox(account, name, shared), changes);
        if (name == null) {
            annotateServer(account, shared, changes);
        }
        if (isTakenAway(changes)) {
            return;
        }
        for (Scope scope : Scope.values()) {
            AnnotationRepository.Kept kept = annotations.kept(account, mailbox, scope);
            if (kept.entries() > Annotation.MAX_ENTRIES || kept.octets() > Annotation.MAX_OCTETS) {
                throw new MailStoreException(Reason.LIMIT_REACHED, "There are too many annotations");
            }
        }
    }

    /** Who has more than is allowed, from a version that allowed it, can get out of it step by step. */
    private static boolean isTakenAway(List<Annotation> changes) {
        return changes.stream().allMatch(change -> change.value() == null);
    }

    private MailboxId annotate(AccountId account, Mailbox mailbox, List<Annotation> changes) throws MailStoreException {
        long modSeq = mailbox.takeModSeq();
        changes.forEach(change -> annotations.set(account, mailbox.id(), change, modSeq));
        Optional<AccountId> owner = mailbox.account();
        if (!isTakenAway(changes) && owner.isPresent() && annotations.octets(owner.get()) > Annotation.MAX_OF_ACCOUNT) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "There is too much in the annotations of the mailboxes");
        }
        events.changing(mailbox.id());
        return mailbox.id();
    }

    /** Locks what orders the changes of a mailbox's annotations. */
    private Mailbox mailbox(AccountId account, MailboxName name, boolean shared) throws MailStoreException {
        Accessed accessed = access.find(account, name, Right.LOOKUP);
        if (!(shared ? accessed.rights().has(Right.WRITE) : mayRead(accessed.rights()))) {
            throw new MailStoreException(Reason.NOT_PERMITTED, "You may not annotate this mailbox");
        }
        return mailboxes.lock(List.of(accessed.mailbox().id())).stream()
                .findFirst()
                .orElseThrow(MailboxAccess::none);
    }

    private void annotateServer(AccountId account, boolean shared, List<Annotation> changes) throws MailStoreException {
        Optional<MailAccount> owner = accounts.lock(account);
        if (shared && owner.filter(MailAccount::isAdministrator).isEmpty()) {
            throw new MailStoreException(Reason.NOT_PERMITTED, "Only an administrator annotates the server for all");
        }
        changes.forEach(change -> annotations.setOfServer(account, change));
        if (shared) {
            events.serverChanging();
        } else {
            events.namesChanging(account);
        }
    }
}
