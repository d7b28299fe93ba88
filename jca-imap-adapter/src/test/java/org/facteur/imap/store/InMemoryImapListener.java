package org.facteur.imap.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.QuotaResource;
import org.facteur.api.account.QuotaRoot;
import org.facteur.api.content.ContentId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.MessagePiece;
import org.facteur.api.imap.AnnotationResult;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.AppendResult;
import org.facteur.api.imap.ChangedAnnotations;
import org.facteur.api.imap.CopyResult;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.imap.OpenedMailbox;
import org.facteur.api.imap.OpenedUrl;
import org.facteur.api.mailbox.AclEntry;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.DeletedMessages;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.GrantableRights;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxObserver;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.OthersMailbox;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.api.message.StructureForms;
import org.facteur.api.search.MessageThreads;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.ThreadAlgorithm;
import org.facteur.imap.store.InMemoryMailbox.Message;
import org.jspecify.annotations.Nullable;

/**
 * A store without a database that keeps every promise of {@link ImapListener}, one lock around it all.
 *
 * <p>It can be told to fail, and it counts its calls, so that tests see what a session asks of a store.
 */
public final class InMemoryImapListener implements ImapListener {

    private static final class Owner {
        Account account;
        final String password;
        /** A null value is a name that holds no messages. */
        final TreeMap<MailboxName, @Nullable InMemoryMailbox> mailboxes = new TreeMap<>();

        final Set<MailboxName> subscriptions = new TreeSet<>();
        final List<Runnable> namesObservers = new ArrayList<>();
        boolean shared;
        long used;
        long quota = Long.MAX_VALUE;

        Owner(Account account, String password) {
            this.account = account;
            this.password = password;
        }
    }

    private final Map<AccountId, Owner> owners = new HashMap<>();
    private final Map<MailboxId, InMemoryMailbox> byId = new HashMap<>();
    private static final int MAX_MAILBOXES = 10_000;

    private final Map<InMemoryMailbox.Annotated, byte[]> annotations = new HashMap<>();
    private final List<Runnable> serverObservers = new ArrayList<>();
    private final Map<ContentId, byte[]> contents = new HashMap<>();
    private final Map<String, Integer> calls = new TreeMap<>();
    private final List<Runnable> hints = new ArrayList<>();
    private long octetsRead;
    private long lastId;
    private boolean unavailable;
    private final Map<String, Event> beforeNext = new HashMap<>();

    /** Makes an account with an INBOX and a mailbox for each special use. */
    public synchronized AccountId addAccount(String address, String password) {
        AccountId id = new AccountId(++lastId);
        Owner owner = new Owner(new Account(id, address), password);
        owners.put(id, owner);
        make(owner, MailboxName.INBOX);
        for (SpecialUse use : SpecialUse.values()) {
            make(owner, new MailboxName(use.attribute().substring(1)))
                    .specialUse
                    .add(use);
        }
        owner.mailboxes.keySet().forEach(owner.subscriptions::add);
        return id;
    }

    /** Makes somebody an administrator. */
    public synchronized void makeAdministrator(AccountId account) {
        Owner owner = owner(account);
        owner.account = new Account(account, owner.account.address(), true);
    }

    /** Puts the mailboxes of an account among the shared ones. */
    public synchronized void share(AccountId account) {
        owner(account).shared = true;
    }

    /** How many octets the account may hold. */
    public synchronized void setQuota(AccountId account, long octets) {
        owner(account).quota = octets;
    }

    /** Whether every call fails from now on. */
    public synchronized void setUnavailable(boolean unavailable) {
        this.unavailable = unavailable;
    }

    /** Forgets the octets of all messages, as if they had been collected between two calls. */
    public synchronized void loseContents() {
        contents.clear();
    }

    /** Forgets the octets of messages that are in no mailbox any more. */
    public synchronized void loseContentsOfExpunged() {
        contents.keySet()
                .removeIf(content -> byId.values().stream()
                        .flatMap(mailbox -> mailbox.messages.values().stream())
                        .noneMatch(message -> message.content().equals(content)));
    }

    /** What happens just before a method does anything the next time. */
    public synchronized void beforeNext(String method, Event event) {
        beforeNext.put(method, event);
    }

    /** Lets the next call of a method fail. */
    public void failNext(String method) {
        beforeNext(method, () -> {
            throw new MailStoreException(Reason.UNAVAILABLE, "The store cannot answer now");
        });
    }

    /** Something that happens meanwhile. */
    @FunctionalInterface
    public interface Event {
        void happen() throws MailStoreException;
    }

    /** How often a method has been called. */
    public synchronized int calls(String method) {
        return calls.getOrDefault(method, 0);
    }

    /** How many octets have been read, those apart that came with what is known of messages. */
    public synchronized long octetsRead() {
        return octetsRead;
    }

    private void called(String method) throws MailStoreException {
        calls.merge(method, 1, Integer::sum);
        if (unavailable) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The store cannot answer now");
        }
        Event event = beforeNext.remove(method);
        if (event != null) {
            event.happen();
        }
    }

    private Owner owner(AccountId account) {
        return Optional.ofNullable(owners.get(account)).orElseThrow();
    }

    private InMemoryMailbox make(Owner owner, MailboxName name) {
        InMemoryMailbox mailbox = new InMemoryMailbox(new MailboxId(++lastId), owner.account.id(), ++lastId);
        owner.mailboxes.put(name, mailbox);
        byId.put(mailbox.id, mailbox);
        return mailbox;
    }

    private InMemoryMailbox mailbox(MailboxId id) throws MailStoreException {
        InMemoryMailbox mailbox = byId.get(id);
        if (mailbox == null) {
            throw new MailStoreException(Reason.NO_SUCH_MAILBOX, "The mailbox has been deleted");
        }
        return mailbox;
    }

    /** A mailbox by a name that some account has for it; {@code mailbox} is null for a name that holds no messages. */
    private record Found(
            Owner owner, MailboxName name, @Nullable InMemoryMailbox mailbox, Rights rights) {}

    private record Place(Owner owner, MailboxName name, boolean isOwn) {}

    private Place place(AccountId account, MailboxName name) throws MailStoreException {
        Optional<OthersMailbox> others = OthersMailbox.parse(name);
        if (others.isEmpty()) {
            return new Place(owner(account), name, true);
        }
        Owner owner = owners.values().stream()
                .filter(each -> each.account.address().equals(others.get().owner()))
                .filter(each -> each.shared == (others.get().namespace() == OthersMailbox.Namespace.SHARED))
                .findFirst()
                .orElseThrow(InMemoryImapListener::none);
        return new Place(owner, others.get().name(), owner == owner(account));
    }

    private Place placeForNew(AccountId account, MailboxName name) throws MailStoreException {
        if (OthersMailbox.isReserved(name) && OthersMailbox.parse(name).isEmpty()) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "Names here are those of other accounts");
        }
        Place place;
        try {
            place = place(account, name);
        } catch (MailStoreException e) {
            throw notPermitted();
        }
        Optional<MailboxName> superior = place.name().parent();
        while (superior.isPresent() && !place.owner().mailboxes.containsKey(superior.get())) {
            superior = superior.get().parent();
        }
        if (!place.isOwn()
                && (superior.isEmpty()
                        || !rights(account, place.owner().mailboxes.get(superior.get()))
                                .has(Right.CREATE))) {
            throw notPermitted();
        }
        return place;
    }

    private Rights rights(AccountId account, @Nullable InMemoryMailbox mailbox) {
        if (mailbox == null) {
            return Rights.NONE;
        }
        if (mailbox.owner.equals(account)) {
            return Rights.ALL;
        }
        String address = owner(account).account.address();
        return acl(mailbox, AclEntry.ANYONE)
                .plus(acl(mailbox, address))
                .minus(acl(mailbox, AclEntry.NEGATIVE + AclEntry.ANYONE))
                .minus(acl(mailbox, AclEntry.NEGATIVE + address));
    }

    private static Rights acl(InMemoryMailbox mailbox, String identifier) {
        return mailbox.acl.getOrDefault(identifier, Rights.NONE);
    }

    private Found find(AccountId account, MailboxName name, Right... needed) throws MailStoreException {
        Place place = place(account, name);
        if (!place.owner().mailboxes.containsKey(place.name())) {
            throw none();
        }
        InMemoryMailbox mailbox = place.owner().mailboxes.get(place.name());
        Rights rights = place.isOwn() ? Rights.ALL : rights(account, mailbox);
        if (rights.isEmpty()) {
            throw none();
        }
        require(rights, needed);
        return new Found(place.owner(), place.name(), mailbox, rights);
    }

    private static void require(Rights rights, Right... needed) throws MailStoreException {
        for (Right right : needed) {
            if (!rights.has(right)) {
                throw rights.has(Right.LOOKUP) ? notPermitted() : none();
            }
        }
    }

    private InMemoryMailbox mailbox(AccountId account, MailboxName name, Right... needed) throws MailStoreException {
        InMemoryMailbox mailbox = find(account, name, needed).mailbox();
        if (mailbox == null) {
            throw new MailStoreException(Reason.NOT_SELECTABLE, "This name holds no messages");
        }
        return mailbox;
    }

    private static MailStoreException none() {
        return new MailStoreException(Reason.NO_SUCH_MAILBOX, "There is no such mailbox");
    }

    private static MailStoreException notPermitted() {
        return new MailStoreException(Reason.NOT_PERMITTED, "You may not do this with this mailbox");
    }

    /** The bits of the flags that the rights let be changed. */
    private static long permitted(Rights rights) {
        long special = SystemFlag.SEEN.bit() | SystemFlag.DELETED.bit();
        return (rights.has(Right.SEEN) ? SystemFlag.SEEN.bit() : 0)
                | (rights.has(Right.DELETE_MESSAGES) ? SystemFlag.DELETED.bit() : 0)
                | (rights.has(Right.WRITE) ? ~special : 0);
    }

    private void changed(InMemoryMailbox mailbox) {
        for (MailboxObserver observer : mailbox.observers) {
            hints.add(() -> observer.mailboxChanged(mailbox.id));
        }
        List<Runnable> due = List.copyOf(hints);
        hints.clear();
        due.forEach(Runnable::run);
    }

    @Override
    public synchronized Account authenticate(Credentials credentials) throws MailStoreException {
        called("authenticate");
        return owners.values().stream()
                .filter(owner ->
                        owner.account.address().equals(credentials.name().toLowerCase(Locale.ROOT)))
                .filter(owner -> owner.password.equals(credentials.password().reveal()))
                .findFirst()
                .map(owner -> owner.account)
                .orElseThrow(() -> new MailStoreException(Reason.AUTHENTICATION_FAILED, "Authentication failed"));
    }

    @Override
    public synchronized List<byte[]> read(List<ContentRange> ranges) throws MailStoreException {
        called("read");
        if (ranges.stream().mapToLong(ContentRange::length).sum() > MAX_READ) {
            throw new IllegalArgumentException("more than " + MAX_READ);
        }
        List<byte[]> read = new ArrayList<>();
        for (ContentRange range : ranges) {
            byte[] content = contents.get(range.content());
            if (content == null) {
                throw new MailStoreException(Reason.UNAVAILABLE, "The content has been collected");
            }
            int from = (int) Math.min(range.offset(), content.length);
            int to = (int) Math.min(range.offset() + range.length(), content.length);
            read.add(Arrays.copyOfRange(content, from, to));
            octetsRead += to - from;
        }
        return read;
    }

    @Override
    public synchronized List<MailboxListing> list(AccountId account) throws MailStoreException {
        called("list");
        Owner owner = owner(account);
        TreeMap<MailboxName, MailboxListing> listings = new TreeMap<>();
        owner.subscriptions.forEach(name -> listings.put(name, MailboxListing.missing(name, true)));
        owner.mailboxes.forEach((name, mailbox) -> listings.put(name, listing(owner, name, mailbox, Rights.ALL)));
        for (Owner other : owners.values()) {
            OthersMailbox.Namespace namespace =
                    other.shared ? OthersMailbox.Namespace.SHARED : OthersMailbox.Namespace.OTHER_USERS;
            other.mailboxes.forEach((name, mailbox) -> {
                Rights rights = other == owner ? Rights.NONE : rights(account, mailbox);
                if (rights.has(Right.LOOKUP)) {
                    MailboxName full = new OthersMailbox(namespace, other.account.address(), name)
                            .fullName()
                            .orElseThrow();
                    listings.put(full, listing(owner, full, mailbox, rights));
                }
            });
        }
        return List.copyOf(listings.values());
    }

    private static MailboxListing listing(
            Owner owner, MailboxName name, @Nullable InMemoryMailbox mailbox, Rights rights) {
        return new MailboxListing(
                name,
                mailbox != null,
                true,
                owner.subscriptions.contains(name),
                mailbox == null ? Set.of() : mailbox.specialUse,
                rights,
                mailbox == null || !rights.has(Right.READ) ? null : mailbox.status(name));
    }

    @Override
    public synchronized Map<MailboxId, DeletedMessages> deleted(AccountId account, Collection<MailboxId> mailboxes)
            throws MailStoreException {
        called("deleted");
        Map<MailboxId, DeletedMessages> deleted = new HashMap<>();
        for (MailboxId id : mailboxes) {
            List<Message> marked = mailbox(id).messages.values().stream()
                    .filter(message -> (message.flags() & SystemFlag.DELETED.bit()) != 0)
                    .toList();
            deleted.put(
                    id,
                    new DeletedMessages(
                            marked.size(),
                            marked.stream().mapToLong(Message::size).sum()));
        }
        return deleted;
    }

    @Override
    public synchronized Rights rights(AccountId account, MailboxId mailbox) throws MailStoreException {
        called("rights");
        Rights rights = rights(account, mailbox(mailbox));
        if (rights.isEmpty()) {
            throw none();
        }
        return rights;
    }

    @Override
    public synchronized Rights rights(AccountId account, MailboxName name) throws MailStoreException {
        called("rights");
        return find(account, name).rights();
    }

    @Override
    public synchronized List<AclEntry> acl(AccountId account, MailboxName name) throws MailStoreException {
        called("acl");
        InMemoryMailbox mailbox = mailbox(account, name, Right.ADMINISTER);
        List<AclEntry> entries = new ArrayList<>();
        entries.add(new AclEntry(owner(mailbox.owner).account.address(), Rights.ALL));
        mailbox.acl.forEach((identifier, rights) -> entries.add(new AclEntry(identifier, rights)));
        return entries;
    }

    @Override
    public synchronized void grant(AccountId account, MailboxName name, String identifier, RightsChange change)
            throws MailStoreException {
        called("grant");
        InMemoryMailbox mailbox = mailbox(account, name, Right.ADMINISTER);
        String grantee = grantee(identifier);
        if (!isOwner(mailbox, grantee)) {
            mailbox.acl.merge(grantee, change.applied(acl(mailbox, grantee)), (before, after) -> after);
            mailbox.acl.values().removeIf(Rights::isEmpty);
            changed(mailbox);
        }
    }

    @Override
    public synchronized GrantableRights grantable(AccountId account, MailboxName name, String identifier)
            throws MailStoreException {
        called("grantable");
        InMemoryMailbox mailbox = mailbox(account, name, Right.ADMINISTER);
        return isOwner(mailbox, grantee(identifier))
                ? new GrantableRights(Rights.ALL, Rights.NONE)
                : new GrantableRights(Rights.NONE, Rights.ALL);
    }

    @Override
    public synchronized QuotaRoot quota(AccountId account, String root) throws MailStoreException {
        called("quota");
        Optional<Owner> meant = named(root);
        if (meant.filter(owner -> owner == owner(account)).isEmpty()
                && !owner(account).account.isAdministrator()) {
            throw notPermitted();
        }
        return root(meant.orElseThrow(() -> new MailStoreException(Reason.NOT_ALLOWED, "There is no such quota root")));
    }

    private Optional<Owner> named(String address) {
        return owners.values().stream()
                .filter(owner -> owner.account.address().equalsIgnoreCase(address))
                .findFirst();
    }

    private static QuotaRoot root(Owner owner) {
        Map<QuotaResource, QuotaRoot.Use> resources = new HashMap<>();
        if (owner.quota != Long.MAX_VALUE) {
            resources.put(QuotaResource.STORAGE, new QuotaRoot.Use(owner.used, owner.quota));
        }
        resources.put(QuotaResource.MAILBOX, new QuotaRoot.Use(owner.mailboxes.size(), MAX_MAILBOXES));
        resources.put(
                QuotaResource.ANNOTATION_STORAGE,
                new QuotaRoot.Use(
                        owner.mailboxes.values().stream()
                                .filter(Objects::nonNull)
                                .mapToLong(InMemoryMailbox::octetsOfAnnotations)
                                .sum(),
                        MessageAnnotation.MAX_OF_ACCOUNT));
        return new QuotaRoot(owner.account.address(), resources);
    }

    @Override
    public synchronized QuotaRoot quota(AccountId account, MailboxName mailbox) throws MailStoreException {
        called("quota");
        return root(find(account, mailbox, Right.READ).owner());
    }

    @Override
    public synchronized QuotaRoot setQuota(AccountId account, String root, Map<QuotaResource, Long> limits)
            throws MailStoreException {
        called("setQuota");
        if (!owner(account).account.isAdministrator()) {
            throw notPermitted();
        }
        Owner owner = named(root)
                .orElseThrow(() -> new MailStoreException(Reason.NOT_ALLOWED, "There is no such quota root"));
        if (limits.keySet().stream().anyMatch(QuotaResource::isSameForAll)) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "The same for all");
        }
        owner.quota = limits.getOrDefault(QuotaResource.STORAGE, Long.MAX_VALUE);
        return root(owner);
    }

    @Override
    public synchronized Map<MailboxName, List<Annotation>> annotations(
            AccountId account, List<MailboxName> mailboxes, AnnotationQuery query) throws MailStoreException {
        called("annotations");
        Map<MailboxName, List<Annotation>> found = new HashMap<>();
        long octets = 0;
        for (MailboxName name : mailboxes) {
            InMemoryMailbox mailbox = find(account, name).mailbox();
            List<Annotation> seen = mailbox == null ? List.of() : seen(account, mailbox.annotations, query);
            octets += seen.stream()
                    .mapToLong(each -> Objects.requireNonNull(each.value()).length)
                    .sum();
            if (!found.isEmpty() && octets > MAX_ANNOTATIONS) {
                break;
            }
            found.put(name, seen);
        }
        return found;
    }

    @Override
    public synchronized List<Annotation> serverAnnotations(AccountId account, AnnotationQuery query)
            throws MailStoreException {
        called("serverAnnotations");
        return seen(account, annotations, query);
    }

    private static List<Annotation> seen(
            AccountId account, Map<InMemoryMailbox.Annotated, byte[]> annotations, AnnotationQuery query) {
        List<Annotation> seen = new ArrayList<>();
        annotations.forEach((annotated, value) -> {
            boolean isShared = annotated.entry().scope() == Annotation.Scope.SHARED;
            if ((isShared || annotated.account().equals(account)) && query.asksFor(annotated.entry())) {
                seen.add(new Annotation(annotated.entry(), value));
            }
        });
        return seen;
    }

    @Override
    public synchronized void annotate(AccountId account, @Nullable MailboxName name, List<Annotation> changes)
            throws MailStoreException {
        called("annotate");
        boolean shared = changes.stream().anyMatch(each -> each.entry().scope() == Annotation.Scope.SHARED);
        if (name == null && shared && !owner(account).account.isAdministrator()) {
            throw notPermitted();
        }
        InMemoryMailbox mailbox =
                name == null ? null : mailbox(account, name, Right.LOOKUP, shared ? Right.WRITE : Right.READ);
        Map<InMemoryMailbox.Annotated, byte[]> kept = mailbox == null ? annotations : mailbox.annotations;
        for (Annotation change : changes) {
            AccountId owner = change.entry().scope() == Annotation.Scope.SHARED ? new AccountId(0) : account;
            InMemoryMailbox.Annotated annotated = new InMemoryMailbox.Annotated(owner, change.entry());
            if (change.value() == null) {
                kept.remove(annotated);
            } else if (kept.size() < Annotation.MAX_ENTRIES || kept.containsKey(annotated)) {
                kept.put(annotated, change.value());
            } else {
                throw new MailStoreException(Reason.LIMIT_REACHED, "There are too many annotations");
            }
            if (octets(kept, owner) > Annotation.MAX_OCTETS) {
                kept.remove(annotated);
                throw new MailStoreException(Reason.LIMIT_REACHED, "There is too much in the annotations");
            }
            if (mailbox != null) {
                mailbox.annotated(annotated);
            }
        }
        if (mailbox != null) {
            changed(mailbox);
        } else if (shared) {
            List.copyOf(serverObservers).forEach(Runnable::run);
        } else {
            namesChanged(owner(account));
        }
    }

    private static long octets(Map<InMemoryMailbox.Annotated, byte[]> kept, AccountId owner) {
        return kept.entrySet().stream()
                .filter(each -> each.getKey().account().equals(owner))
                .mapToLong(each -> each.getValue().length)
                .sum();
    }

    @Override
    public synchronized Map<MailboxName, List<Annotation.Entry>> annotationsChangedSince(
            AccountId account, Map<MailboxName, Long> modSeqs) throws MailStoreException {
        called("annotationsChangedSince");
        Map<MailboxName, List<Annotation.Entry>> changed = new HashMap<>();
        for (Map.Entry<MailboxName, Long> since : modSeqs.entrySet()) {
            InMemoryMailbox mailbox = find(account, since.getKey()).mailbox();
            List<Annotation.Entry> entries = new ArrayList<>();
            if (mailbox != null) {
                mailbox.annotated.forEach((annotated, modSeq) -> {
                    boolean isSeen = annotated.entry().scope() == Annotation.Scope.SHARED
                            || annotated.account().equals(account);
                    if (isSeen && modSeq > since.getValue()) {
                        entries.add(annotated.entry());
                    }
                });
                entries.sort(null);
                changed.put(since.getKey(), entries);
            }
        }
        return changed;
    }

    @Override
    public synchronized Watch watchServerAnnotations(Runnable observer) throws MailStoreException {
        called("watchServerAnnotations");
        serverObservers.add(observer);
        return () -> {
            synchronized (this) {
                serverObservers.remove(observer);
            }
        };
    }

    private boolean isOwner(InMemoryMailbox mailbox, String grantee) {
        return owner(mailbox.owner).account.address().equals(grantee);
    }

    private String grantee(String identifier) throws MailStoreException {
        String lower = identifier.toLowerCase(Locale.ROOT);
        String name = lower.startsWith("-") ? lower.substring(1) : lower;
        if (!name.equals(AclEntry.ANYONE)
                && owners.values().stream()
                        .noneMatch(owner -> owner.account.address().equals(name))) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "There is nobody of that name");
        }
        return lower;
    }

    @Override
    public synchronized boolean mayCreate(AccountId account, MailboxName name) throws MailStoreException {
        called("mayCreate");
        try {
            placeForNew(account, name);
            return true;
        } catch (MailStoreException e) {
            return false;
        }
    }

    @Override
    public synchronized MailboxId create(AccountId account, MailboxName name, @Nullable SpecialUse use)
            throws MailStoreException {
        called("create");
        Place place = placeForNew(account, name);
        Owner owner = place.owner();
        if (owner.mailboxes.get(place.name()) != null) {
            throw new MailStoreException(Reason.ALREADY_EXISTS, "There is such a mailbox already");
        }
        if (use != null
                && owner.mailboxes.values().stream()
                        .anyMatch(mailbox -> mailbox != null && mailbox.specialUse.contains(use))) {
            throw new MailStoreException(Reason.SPECIAL_USE_TAKEN, "Another mailbox is for this already");
        }
        InMemoryMailbox made = makeWithSuperiors(owner, place.name());
        if (use != null) {
            made.specialUse.add(use);
        }
        namesChanged(owner);
        return made.id;
    }

    private InMemoryMailbox makeWithSuperiors(Owner owner, MailboxName name) {
        Optional<MailboxName> superior = name.parent();
        InMemoryMailbox above = null;
        if (superior.isPresent()) {
            above = owner.mailboxes.containsKey(superior.get())
                    ? owner.mailboxes.get(superior.get())
                    : makeWithSuperiors(owner, superior.get());
        }
        InMemoryMailbox made = make(owner, name);
        if (above != null) {
            made.acl.putAll(above.acl);
        }
        return made;
    }

    private static boolean hasInferiors(Owner owner, MailboxName name) {
        return owner.mailboxes.keySet().stream().anyMatch(other -> other.isBelow(name));
    }

    @Override
    public synchronized void delete(AccountId account, MailboxName fullName) throws MailStoreException {
        called("delete");
        Found found = find(account, fullName, Right.DELETE_MAILBOX);
        Owner owner = found.owner();
        MailboxName name = found.name();
        if (name.isInbox()) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "INBOX cannot be deleted");
        }
        InMemoryMailbox mailbox = found.mailbox();
        boolean inferiors = hasInferiors(owner, name);
        if (mailbox == null && inferiors) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "There are mailboxes below this name");
        }
        if (inferiors) {
            owner.mailboxes.put(name, null);
        } else {
            owner.mailboxes.remove(name);
        }
        if (mailbox != null) {
            byId.remove(mailbox.id);
            changed(mailbox);
        }
        namesChanged(owner);
    }

    @Override
    public synchronized void rename(AccountId account, MailboxName fromName, MailboxName toName)
            throws MailStoreException {
        called("rename");
        Found found = find(account, fromName, Right.DELETE_MAILBOX);
        Place target = placeForNew(account, toName);
        Owner owner = found.owner();
        MailboxName from = found.name();
        MailboxName to = target.name();
        if (target.owner() != owner || (from.isInbox() && !target.isOwn())) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "A mailbox stays with its owner");
        }
        if (owner.mailboxes.containsKey(to)) {
            throw new MailStoreException(Reason.ALREADY_EXISTS, "There is such a mailbox already");
        }
        if (to.isBelow(from) && !from.isInbox()) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "A mailbox cannot be moved below itself");
        }
        if (from.isInbox()) {
            InMemoryMailbox inbox = mailbox(account, from);
            InMemoryMailbox renamed = makeWithSuperiors(owner, to);
            for (Message message : inbox.messages.values()) {
                renamed.add(message, inbox.flagTable, -1L);
            }
            inbox.remove(UidSet.range(1, UidSet.MAX_UID));
            changed(inbox);
            namesChanged(owner);
            return;
        }
        Optional<MailboxName> superior = to.parent();
        if (superior.isPresent() && !owner.mailboxes.containsKey(superior.get())) {
            makeWithSuperiors(owner, superior.get());
        }
        for (MailboxName name : List.copyOf(owner.mailboxes.keySet())) {
            if (name.equals(from) || name.isBelow(from)) {
                InMemoryMailbox mailbox = owner.mailboxes.remove(name);
                owner.mailboxes.put(
                        new MailboxName(
                                to.value() + name.value().substring(from.value().length())),
                        mailbox);
            }
        }
        namesChanged(owner);
    }

    @Override
    public synchronized void subscribe(AccountId account, MailboxName given, boolean subscribed)
            throws MailStoreException {
        called("subscribe");
        MailboxName name =
                OthersMailbox.parse(given).flatMap(OthersMailbox::fullName).orElse(given);
        if (subscribed) {
            owner(account).subscriptions.add(name);
        } else {
            owner(account).subscriptions.remove(name);
        }
        namesChanged(owner(account));
    }

    @Override
    public synchronized MailboxStatus status(AccountId account, MailboxName name) throws MailStoreException {
        called("status");
        return mailbox(account, name, Right.READ).status(name);
    }

    @Override
    public synchronized OpenedMailbox open(AccountId account, MailboxName name, MailboxObserver observer)
            throws MailStoreException {
        called("open");
        InMemoryMailbox opened = mailbox(account, name, Right.READ);
        Rights rights = rights(account, opened);
        return new OpenedMailbox(opened.snapshot(), rights, true, watch(opened, observer));
    }

    @Override
    public synchronized MailboxSnapshot select(AccountId account, MailboxName name) throws MailStoreException {
        called("select");
        return mailbox(account, name, Right.READ).snapshot();
    }

    @Override
    public synchronized MailboxSnapshot snapshot(AccountId account, MailboxId mailbox) throws MailStoreException {
        called("snapshot");
        InMemoryMailbox found = mailbox(mailbox);
        if (!rights(account, found).has(Right.READ)) {
            throw none();
        }
        return found.snapshot();
    }

    @Override
    public synchronized UidSet recent(MailboxId mailbox, boolean claim) throws MailStoreException {
        called("recent");
        return mailbox(mailbox).recent(claim);
    }

    @Override
    public synchronized Watch watch(MailboxId mailbox, MailboxObserver observer) throws MailStoreException {
        called("watch");
        return watch(mailbox(mailbox), observer);
    }

    private Watch watch(InMemoryMailbox watched, MailboxObserver observer) {
        watched.observers.add(observer);
        return () -> {
            synchronized (this) {
                watched.observers.remove(observer);
            }
        };
    }

    @Override
    public synchronized Watch watchNames(AccountId account, Runnable observer) throws MailStoreException {
        called("watchNames");
        List<Runnable> observers = owner(account).namesObservers;
        observers.add(observer);
        return () -> {
            synchronized (this) {
                observers.remove(observer);
            }
        };
    }

    private static void namesChanged(Owner owner) {
        List.copyOf(owner.namesObservers).forEach(Runnable::run);
    }

    /** How many sessions watch a mailbox. */
    public synchronized int watchers(MailboxId mailbox) throws MailStoreException {
        return mailbox(mailbox).observers.size();
    }

    @Override
    public synchronized void checkAppend(AccountId account, MailboxName name, int messages, long octets)
            throws MailStoreException {
        called("checkAppend");
        Owner owner = owner(mailbox(account, name, Right.INSERT).owner);
        take(owner, octets);
        owner.used -= octets;
    }

    @Override
    public synchronized AppendResult append(AccountId account, MailboxName name, List<AppendMessage> messages)
            throws MailStoreException {
        called("append");
        Rights rights = find(account, name, Right.INSERT).rights();
        for (AppendMessage message : messages) {
            requireToAnnotate(rights, message.annotations());
        }
        InMemoryMailbox mailbox = mailbox(account, name);
        take(
                owner(mailbox.owner),
                messages.stream().mapToLong(AppendMessage::size).sum());
        UidSet.Builder uids = new UidSet.Builder();
        for (AppendMessage message : messages) {
            ContentId content = new ContentId(++lastId);
            byte[] octets = octets(message);
            contents.put(content, octets);
            long uid = mailbox.add(permitted(message.flags(), rights), message.internalDate(), content, octets.length);
            mailbox.annotate(account, uid, message.annotations());
            uids.add(uid);
        }
        changed(mailbox);
        return new AppendResult(mailbox.uidValidity, uids.build());
    }

    private byte[] octets(AppendMessage message) throws MailStoreException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (MessagePiece piece : message.pieces()) {
            if (piece instanceof MessagePiece.Stored stored) {
                octets.writeBytes(
                        read(List.of(new ContentRange(stored.content(), stored.offset(), (int) stored.size())))
                                .get(0));
            } else {
                try (InputStream in = ((MessagePiece.Sent) piece).source().open()) {
                    in.transferTo(octets);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return octets.toByteArray();
    }

    @Override
    public synchronized Optional<AppendResult> replace(
            MailboxId source, long uid, AccountId account, MailboxName target, AppendMessage message)
            throws MailStoreException {
        called("replace");
        InMemoryMailbox from = mailbox(source);
        List<Message> old = from.present(UidSet.of(uid));
        if (old.isEmpty()) {
            return Optional.empty();
        }
        require(rights(account, from), Right.READ, Right.DELETE_MESSAGES, Right.EXPUNGE);
        mailbox(account, target, Right.INSERT);
        owner(from.owner).used -= old.get(0).size();
        AppendResult result = append(account, target, List.of(message));
        from.remove(UidSet.of(uid));
        changed(from);
        return Optional.of(result);
    }

    private static Flags permitted(Flags flags, Rights rights) {
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        flags.system().stream()
                .filter(flag -> (flag.bit() & permitted(rights)) != 0)
                .forEach(system::add);
        return new Flags(system, rights.has(Right.WRITE) ? flags.keywords() : Set.of());
    }

    private static void take(Owner owner, long octets) throws MailStoreException {
        if (owner.used + octets > owner.quota) {
            throw new MailStoreException(Reason.OVER_QUOTA, "The mailbox is full");
        }
        owner.used += octets;
    }

    @Override
    public synchronized byte[] urlToken(AccountId account, MailboxName mailbox, String url) throws MailStoreException {
        called("urlToken");
        return mailbox(account, mailbox).urlToken(url);
    }

    @Override
    public synchronized Optional<OpenedUrl> openUrl(String owner, MailboxName mailbox, String url, byte[] token)
            throws MailStoreException {
        called("openUrl");
        return owners.values().stream()
                .filter(each -> each.account.address().equals(owner.toLowerCase(Locale.ROOT)))
                .flatMap(each -> Optional.ofNullable(each.mailboxes.get(mailbox)).stream())
                .filter(each -> Arrays.equals(each.urlToken(url), token))
                .map(each -> new OpenedUrl(each.owner, each.snapshot()))
                .findFirst();
    }

    @Override
    public synchronized void resetUrlKeys(AccountId account, @Nullable MailboxName mailbox) throws MailStoreException {
        called("resetUrlKeys");
        if (mailbox != null) {
            mailbox(account, mailbox).urlKey++;
        } else {
            owner(account).mailboxes.values().stream().filter(Objects::nonNull).forEach(each -> each.urlKey++);
        }
    }

    @Override
    public synchronized List<FetchedMessage> fetch(
            AccountId account, MailboxId mailbox, UidSet uids, Set<FetchPart> parts) throws MailStoreException {
        called("fetch");
        require(rights(account, mailbox(mailbox)), Right.READ);
        if (uids.count() > MAX_FETCH) {
            throw new IllegalArgumentException("more than " + MAX_FETCH);
        }
        return mailbox(mailbox).present(uids).stream()
                .map(message -> fetched(message, parts))
                .toList();
    }

    private FetchedMessage fetched(Message message, Set<FetchPart> parts) {
        byte[] content = contents.getOrDefault(message.content(), new byte[0]);
        MessageStructure structure = parts.isEmpty() || content.length == 0 ? null : PlainScanner.scan(content);
        byte[] header = null;
        if (parts.contains(FetchPart.HEADER)
                && structure != null
                && structure.root().bodyStart() <= FetchedMessage.MAX_HEADER) {
            header = Arrays.copyOf(content, (int) structure.root().bodyStart());
        }
        return new FetchedMessage(
                message.uid(),
                message.modSeq(),
                message.flags(),
                message.internalDate(),
                message.size(),
                message.content(),
                parts.contains(FetchPart.STRUCTURE) ? structure : null,
                parts.contains(FetchPart.FORMS) && structure != null ? StructureForms.of(structure) : null,
                header,
                parts.contains(FetchPart.CONTENT)
                                && content.length == message.size()
                                && content.length <= FetchedMessage.MAX_CONTENT
                        ? content
                        : null,
                parts.contains(FetchPart.THREAD) ? InMemorySearch.threadId(message, content) : null,
                parts.contains(FetchPart.PREVIEW) ? preview(content, structure) : null,
                parts.contains(FetchPart.SAVE_DATE) ? message.saved() : null);
    }

    /** How the first text part begins, if it is not encoded. */
    private static String preview(byte[] content, @Nullable MessageStructure structure) {
        if (structure == null) {
            return "";
        }
        MimePart part = structure.root();
        while (part.isMultipart()) {
            part = part.children().get(0);
        }
        String text = new String(
                content, (int) part.bodyStart(), (int) (part.bodyEnd() - part.bodyStart()), StandardCharsets.UTF_8);
        String line = text.replaceAll("\\s+", " ").strip();
        return line.substring(0, Math.min(line.length(), FetchedMessage.MAX_PREVIEW));
    }

    @Override
    public synchronized long store(AccountId account, MailboxId mailbox, UidSet uids, FlagChange change)
            throws MailStoreException {
        called("store");
        InMemoryMailbox changed = mailbox(mailbox);
        Rights rights = rightsToChange(account, changed, change);
        long modSeq = changed.store(uids, change, permitted(rights));
        changed(changed);
        return modSeq;
    }

    private Rights rightsToChange(AccountId account, InMemoryMailbox mailbox, FlagChange change)
            throws MailStoreException {
        Rights rights = rights(account, mailbox);
        require(rights, Right.READ);
        boolean changesAny = change.mode() == FlagChange.Mode.REPLACE
                ? permitted(rights) != 0
                : !permitted(change.flags(), rights).isEmpty();
        if (!changesAny && !change.flags().isEmpty()) {
            throw notPermitted();
        }
        return rights;
    }

    @Override
    public synchronized UidSet storeIfUnchanged(
            AccountId account, MailboxId mailbox, UidSet uids, FlagChange change, long unchangedSince)
            throws MailStoreException {
        called("storeIfUnchanged");
        InMemoryMailbox changed = mailbox(mailbox);
        Rights rights = rightsToChange(account, changed, change);
        UidSet modified = changed.changedSince(uids, unchangedSince);
        changed.store(uids.minus(modified), change, permitted(rights));
        changed(changed);
        return modified;
    }

    private static void requireToAnnotate(Rights rights, List<MessageAnnotation> annotations)
            throws MailStoreException {
        for (MessageAnnotation annotation : annotations) {
            require(rights, annotation.scope() == Annotation.Scope.SHARED ? Right.ANNOTATE : Right.READ);
        }
    }

    @Override
    public synchronized Map<Long, List<MessageAnnotation>> messageAnnotations(
            AccountId account, MailboxId mailbox, UidSet uids, List<EntryPattern> entries) throws MailStoreException {
        called("messageAnnotations");
        InMemoryMailbox in = mailbox(mailbox);
        require(rights(account, in), Right.READ);
        Map<Long, List<MessageAnnotation>> found = new HashMap<>();
        for (Message message : in.present(uids)) {
            found.put(
                    message.uid(),
                    in.annotations(account, message.uid()).stream()
                            .filter(each -> entries.stream().anyMatch(entry -> entry.matches(each.entry())))
                            .toList());
        }
        return found;
    }

    @Override
    public synchronized AnnotationResult annotateMessages(
            AccountId account,
            MailboxId mailbox,
            UidSet uids,
            List<MessageAnnotation> changes,
            @Nullable Long unchangedSince)
            throws MailStoreException {
        called("annotateMessages");
        InMemoryMailbox in = mailbox(mailbox);
        require(rights(account, in), Right.READ);
        requireToAnnotate(rights(account, in), changes);
        UidSet modified = unchangedSince == null ? UidSet.EMPTY : in.changedSince(uids, unchangedSince);
        in.annotate(account, uids.minus(modified), changes);
        changed(in);
        return new AnnotationResult(modified, Set.of(in.modSeq));
    }

    @Override
    public synchronized ChangedAnnotations changedAnnotations(
            AccountId account, MailboxId mailbox, long since, long upTo, long afterUid) throws MailStoreException {
        called("changedAnnotations");
        return mailbox(mailbox).changedAnnotations(account, since, upTo, afterUid);
    }

    @Override
    public synchronized Optional<UidSet> expungedSince(MailboxId mailbox, long modSeq) throws MailStoreException {
        called("expungedSince");
        return mailbox(mailbox).expungedSince(modSeq);
    }

    /** Forgets what has gone from a mailbox, as if it had been long ago. */
    public synchronized void forgetExpunged(MailboxId mailbox) throws MailStoreException {
        mailbox(mailbox).forgetExpunged();
    }

    @Override
    public synchronized CopyResult copy(MailboxId source, UidSet uids, AccountId account, MailboxName target)
            throws MailStoreException {
        called("copy");
        InMemoryMailbox from = mailbox(source);
        require(rights(account, from), Right.READ);
        Rights rights = find(account, target, Right.INSERT).rights();
        InMemoryMailbox to = mailbox(account, target);
        List<Message> messages = from.present(uids);
        take(owner(to.owner), messages.stream().mapToLong(Message::size).sum());
        UidSet.Builder sources = new UidSet.Builder();
        UidSet.Builder targets = new UidSet.Builder();
        for (Message message : messages) {
            sources.add(message.uid());
            long uid = to.add(message, from.flagTable, permitted(rights));
            targets.add(uid);
            to.annotate(
                    account,
                    uid,
                    from.annotations(account, message.uid()).stream()
                            .filter(each ->
                                    rights.has(each.scope() == Annotation.Scope.SHARED ? Right.ANNOTATE : Right.READ))
                            .toList());
        }
        changed(to);
        return new CopyResult(to.uidValidity, sources.build(), targets.build());
    }

    @Override
    public synchronized CopyResult move(MailboxId source, UidSet uids, AccountId account, MailboxName target)
            throws MailStoreException {
        called("move");
        InMemoryMailbox from = mailbox(source);
        require(rights(account, from), Right.READ, Right.DELETE_MESSAGES, Right.EXPUNGE);
        CopyResult result = copy(source, uids, account, target);
        from.remove(result.source());
        changed(from);
        return result;
    }

    @Override
    public synchronized UidSet expunge(AccountId account, MailboxId mailbox, UidSet uids) throws MailStoreException {
        called("expunge");
        InMemoryMailbox from = mailbox(mailbox);
        require(rights(account, from), Right.EXPUNGE);
        UidSet.Builder deleted = new UidSet.Builder();
        from.present(uids).stream()
                .filter(message -> (message.flags() & SystemFlag.DELETED.bit()) != 0)
                .forEach(message -> deleted.add(message.uid()));
        UidSet removed = deleted.build();
        from.remove(removed);
        changed(from);
        return removed;
    }

    @Override
    public synchronized UidSet search(AccountId account, MailboxId mailbox, UidSet among, SearchKey key)
            throws MailStoreException {
        called("search");
        UidSet.Builder found = new UidSet.Builder();
        found(account, mailbox, among, key).keySet().forEach(message -> found.add(message.uid()));
        return found.build();
    }

    private Map<Message, byte[]> found(AccountId account, MailboxId mailbox, UidSet among, SearchKey key)
            throws MailStoreException {
        require(rights(account, mailbox(mailbox)), Right.READ);
        InMemoryMailbox in = mailbox(mailbox);
        Map<Message, byte[]> found = new LinkedHashMap<>();
        for (Message message : in.present(among)) {
            byte[] content = contents.getOrDefault(message.content(), new byte[0]);
            if (new InMemorySearch(message, in.flagTable, content, viewer -> in.annotations(viewer, message.uid()))
                    .matches(key)) {
                found.put(message, content);
            }
        }
        return found;
    }

    @Override
    public synchronized Relevancy relevancy(AccountId account, MailboxId mailbox, UidSet among, SearchKey key)
            throws MailStoreException {
        called("relevancy");
        Map<Message, byte[]> found = found(account, mailbox, among, key);
        InMemoryMailbox in = mailbox(mailbox);
        int[] uids = new int[found.size()];
        byte[] scores = new byte[found.size()];
        int place = 0;
        for (Map.Entry<Message, byte[]> each : found.entrySet()) {
            InMemorySearch search =
                    new InMemorySearch(each.getKey(), in.flagTable, each.getValue(), viewer -> List.of());
            uids[place] = (int) each.getKey().uid();
            scores[place++] = (byte) Math.max(Relevancy.LEAST, new InMemoryFuzzy(search).score(key));
        }
        return new Relevancy(new UidList(uids), scores);
    }

    @Override
    public synchronized UidList sort(
            AccountId account, MailboxId mailbox, UidSet among, SearchKey key, List<SortCriterion> order)
            throws MailStoreException {
        called("sort");
        Map<Message, byte[]> found = found(account, mailbox, among, key);
        UidSet.Builder uids = new UidSet.Builder();
        found.keySet().forEach(message -> uids.add(message.uid()));
        return new InMemoryOrder(found, mailbox(mailbox)::annotations)
                .sorted(order, relevancy(account, mailbox, uids.build(), key));
    }

    @Override
    public synchronized MessageThreads thread(
            AccountId account, MailboxId mailbox, UidSet among, SearchKey key, ThreadAlgorithm algorithm)
            throws MailStoreException {
        called("thread");
        InMemoryOrder order = new InMemoryOrder(found(account, mailbox, among, key), (viewer, uid) -> List.of());
        return algorithm == ThreadAlgorithm.REFERENCES ? order.byReferences() : order.bySubject();
    }

    /** Puts a message into an INBOX, as a delivery would. */
    public void deliver(AccountId account, byte[] message, Instant internalDate) throws MailStoreException {
        append(
                account,
                MailboxName.INBOX,
                List.of(new AppendMessage(Flags.NONE, internalDate, new BytesSource(message))));
    }

    /** Changes flags behind the back of every session. */
    public void change(MailboxId mailbox, long uid, FlagChange.Mode mode, Flags flags) throws MailStoreException {
        store(mailbox, UidSet.of(uid), new FlagChange(mode, flags));
    }

    /** As the owner of the mailbox does it. */
    public long store(MailboxId mailbox, UidSet uids, FlagChange change) throws MailStoreException {
        return store(owner(mailbox), mailbox, uids, change);
    }

    /** As the owner of the mailbox sees it. */
    public MailboxSnapshot snapshot(MailboxId mailbox) throws MailStoreException {
        return snapshot(owner(mailbox), mailbox);
    }

    /** As the owner of the mailbox does it. */
    public UidSet expunge(MailboxId mailbox, UidSet uids) throws MailStoreException {
        return expunge(owner(mailbox), mailbox, uids);
    }

    private synchronized AccountId owner(MailboxId mailbox) throws MailStoreException {
        return mailbox(mailbox).owner;
    }
}
