package org.facteur.imap.handler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.Watch;
import org.facteur.imap.command.EventGroup;
import org.facteur.imap.command.EventGroup.Event;
import org.facteur.imap.command.MailboxFilter;
import org.facteur.imap.command.StatusItem;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Notifier;
import org.facteur.imap.session.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to be told unasked (RFC 5465). The store says that something has happened to a mailbox or to the names of the
 * account; what, is the difference of two listings, the one that the client knows and the present one.
 */
final class Notifications implements Notifier {

    /** Mailboxes that one client can have watched. */
    static final int MAX_MAILBOXES = 1_000;

    private static final AnnotationQuery ALL = new AnnotationQuery(
            List.of(new Entry(Annotation.Scope.PRIVATE, ""), new Entry(Annotation.Scope.SHARED, "")),
            AnnotationQuery.Depth.INFINITY);

    private final ClientState client;
    private final List<EventGroup> groups;
    private final List<MailboxScope> scopes = new ArrayList<>();
    private final @Nullable EventGroup ofSelected;
    /** Set by the threads of the store. */
    private final AtomicBoolean stale = new AtomicBoolean();

    private final Pace pace;

    private final Map<MailboxId, Watch> watches = new HashMap<>();
    private final List<Watch> accountWatches = new ArrayList<>(2);
    /** Whether a mailbox that is in no group may be in one later, and has to be known by then. */
    private final boolean mayComeIntoGroup;

    private Map<MailboxName, KnownMailbox> known = Map.of();
    private final boolean tellsServer;
    private Map<Entry, Integer> knownServer = Map.of();
    private final Arrivals arrivals;

    private Notifications(ClientState client, List<EventGroup> groups, LongSupplier clock) {
        this.client = client;
        this.pace = new Pace(clock);
        this.groups = groups.stream().filter(group -> !group.isOfSelected()).toList();
        this.ofSelected =
                groups.stream().filter(EventGroup::isOfSelected).findFirst().orElse(null);
        this.arrivals = new Arrivals(client, ofSelected == null ? List.of() : ofSelected.fetched());
        this.tellsServer =
                this.groups.stream().anyMatch(group -> group.events().contains(Event.SERVER_METADATA_CHANGE));
        this.mayComeIntoGroup =
                this.groups.stream().anyMatch(group -> group.mailboxes() instanceof MailboxFilter.Subscribed);
        this.groups.forEach(group -> scopes.add(new MailboxScope(List.of(group.mailboxes()), null)));
    }

    /**
     * @param clock nanoseconds
     * @throws CommandRefusedException NOTIFICATIONOVERFLOW for too many mailboxes
     */
    static Notifications begin(ClientState client, List<EventGroup> groups, LongSupplier clock)
            throws MailStoreException, CommandRefusedException {
        Notifications notifications = new Notifications(client, groups, clock);
        try {
            notifications.begin();
        } catch (MailStoreException | CommandRefusedException | RuntimeException e) {
            notifications.close();
            throw e;
        }
        return notifications;
    }

    private void begin() throws MailStoreException, CommandRefusedException {
        if (!groups.isEmpty()) {
            accountWatches.add(client.store().watchNames(client.account(), this::changed));
            if (tellsServer) {
                accountWatches.add(client.store().watchServerAnnotations(this::changed));
                knownServer = serverAnnotations();
            }
            known = listing();
            if (known.values().stream().filter(KnownMailbox::isWatched).count() > MAX_MAILBOXES) {
                throw new CommandRefusedException(
                        Completion.no(Word.NOTIFICATIONOVERFLOW, "At most " + MAX_MAILBOXES + " mailboxes"));
            }
            watch(known);
            // Nobody has told of what changed between the listing and the watches.
            changed();
        }
        selected();
    }

    private void changed() {
        stale.set(true);
        Duration rest = pace.rest();
        if (rest.isZero()) {
            client.connection().wake();
        } else {
            client.connection().wakeAfter(rest);
        }
    }

    private Map<MailboxName, KnownMailbox> listing() throws MailStoreException {
        Map<MailboxName, KnownMailbox> listing = new LinkedHashMap<>();
        for (MailboxListing each : client.store().list(client.account())) {
            EventGroup group = group(each);
            if (group != null || mayComeIntoGroup) {
                listing.put(each.name(), new KnownMailbox(each, group));
            }
        }
        return listing;
    }

    /**
     * Follows the mailboxes of a listing, and no others.
     *
     * @return whether one has not been followed before: it may have changed since it was listed
     */
    private boolean watch(Map<MailboxName, KnownMailbox> listing) throws MailStoreException {
        Map<MailboxId, Watch> before = new HashMap<>(watches);
        boolean followsMore = false;
        for (KnownMailbox mailbox : listing.values()) {
            MailboxStatus status = mailbox.listing().status();
            if (status != null && mailbox.isWatched() && before.remove(status.id()) == null) {
                followsMore |= follow(status.id());
            }
        }
        before.forEach((id, watch) -> {
            watch.close();
            watches.remove(id);
        });
        return followsMore;
    }

    /** @return false if there is no such mailbox any more */
    private boolean follow(MailboxId id) throws MailStoreException {
        try {
            watches.put(id, client.store().watch(id, mailbox -> changed()));
            return true;
        } catch (MailStoreException e) {
            if (e.reason() != Reason.NO_SUCH_MAILBOX) {
                throw e;
            }
            return false;
        }
    }

    /** The first of the groups that a mailbox is in. */
    private @Nullable EventGroup group(MailboxListing mailbox) {
        for (int i = 0; i < scopes.size(); i++) {
            if (scopes.get(i).contains(mailbox)) {
                return groups.get(i);
            }
        }
        return null;
    }

    /** How the mailboxes are of which messages are told, the selected one left out. */
    List<ImapResponse> statuses() {
        List<ImapResponse> statuses = new ArrayList<>();
        for (KnownMailbox mailbox : known.values()) {
            MailboxStatus status = mailbox.listing().status();
            if (status != null && mailbox.tellsMessages() && !isSelected(status)) {
                statuses.add(status(status));
            }
        }
        return statuses;
    }

    private ImapResponse status(MailboxStatus mailbox) {
        Set<StatusItem> items =
                EnumSet.of(StatusItem.MESSAGES, StatusItem.UIDNEXT, StatusItem.UIDVALIDITY, StatusItem.UNSEEN);
        if (client.enabled().tellsModSeq()) {
            items.add(StatusItem.HIGHESTMODSEQ);
        }
        return StatusAnswer.ofKnown(items, client).of(mailbox);
    }

    private boolean isSelected(MailboxStatus mailbox) {
        return client.hasSelected() && client.selected().id().equals(mailbox.id());
    }

    @Override
    public boolean tellsSelected() {
        return ofSelected != null && ofSelected.tellsMessages();
    }

    @Override
    public boolean tellsAnnotations() {
        return ofSelected != null && ofSelected.events().contains(Event.ANNOTATION_CHANGE);
    }

    @Override
    public boolean delaysExpunges() {
        return ofSelected == null || ((MailboxFilter.Selected) ofSelected.mailboxes()).delayed();
    }

    @Override
    public boolean hasNews() {
        return isDue() || arrivals.isExpected();
    }

    private boolean isDue() {
        return stale.get() && !pace.isResting();
    }

    @Override
    public void selected() {
        arrivals.begin();
    }

    @Override
    public Reply news() throws MailStoreException {
        Iterator<ImapResponse> changes = isDue() ? findChanges().iterator() : Collections.emptyIterator();
        Reply told = Reply.of(Completion.ok("Told"), changes);
        return arrivals.isExpected() ? arrivals.fetch(told) : told;
    }

    /** What has changed; the client knows it from then on. What the store cannot say now stays to be found. */
    private List<ImapResponse> findChanges() throws MailStoreException {
        long begun = pace.now();
        stale.set(false);
        try {
            Map<MailboxName, KnownMailbox> now = listing();
            boolean followsMore = watch(now);
            List<ImapResponse> changes = changes(known, now);
            if (tellsServer) {
                Map<Entry, Integer> server = serverAnnotations();
                addServerMetadata(changes, server);
                knownServer = server;
            }
            known = now;
            pace.done(begun);
            if (followsMore || stale.get()) {
                // Whoever said so while it was looked did not know of the rest.
                changed();
            }
            return changes;
        } catch (MailStoreException | RuntimeException e) {
            stale.set(true);
            throw e;
        }
    }

    private List<ImapResponse> changes(Map<MailboxName, KnownMailbox> before, Map<MailboxName, KnownMailbox> present)
            throws MailStoreException {
        MailboxChanges names = new MailboxChanges(before, present);
        List<ImapResponse> changes = new ArrayList<>();
        Map<MailboxName, Long> modSeqs = new LinkedHashMap<>();
        for (KnownMailbox now : present.values()) {
            KnownMailbox then = names.before(now);
            changes.addAll(names.of(now));
            addStatus(changes, then, now);
            if (hasChanged(then, now) && now.tells(Event.MAILBOX_METADATA_CHANGE)) {
                modSeqs.put(now.name(), modSeq(then));
            }
        }
        changes.addAll(names.ofMissing());
        addMetadata(changes, modSeqs);
        return changes;
    }

    /** The mod-sequence up to which the client knows everything of a mailbox. */
    private static long modSeq(@Nullable KnownMailbox then) {
        MailboxStatus status = then == null ? null : then.listing().status();
        return status == null ? 0 : status.highestModSeq();
    }

    private static boolean hasChanged(@Nullable KnownMailbox then, KnownMailbox now) {
        return now.listing().status() != null && modSeq(now) != modSeq(then);
    }

    /** @param modSeqs of mailboxes of which something has changed, the mod-sequences before */
    private void addMetadata(List<ImapResponse> changes, Map<MailboxName, Long> modSeqs) throws MailStoreException {
        List<MailboxName> names = List.copyOf(modSeqs.keySet());
        for (int from = 0; from < names.size(); from += ImapListener.MAX_ANNOTATED) {
            Map<MailboxName, Long> some = new LinkedHashMap<>();
            names.subList(from, Math.min(names.size(), from + ImapListener.MAX_ANNOTATED))
                    .forEach(name -> some.put(name, modSeqs.get(name)));
            client.store().annotationsChangedSince(client.account(), some).forEach((name, entries) -> {
                if (!entries.isEmpty()) {
                    changes.add(new ImapResponse.MetadataNews(name, entries));
                }
            });
        }
    }

    private void addServerMetadata(List<ImapResponse> changes, Map<Entry, Integer> now) {
        Set<Entry> changed = new TreeSet<>(now.keySet());
        changed.addAll(knownServer.keySet());
        changed.removeIf(entry -> Objects.equals(now.get(entry), knownServer.get(entry)));
        if (!changed.isEmpty()) {
            changes.add(new ImapResponse.MetadataNews(null, List.copyOf(changed)));
        }
    }

    /** What the client sees of the server, by a hash of each value: there are few. */
    private Map<Entry, Integer> serverAnnotations() throws MailStoreException {
        Map<Entry, Integer> hashes = new HashMap<>();
        for (Annotation annotation : client.store().serverAnnotations(client.account(), ALL)) {
            hashes.put(annotation.entry(), Arrays.hashCode(annotation.value()));
        }
        return hashes;
    }

    private void addStatus(List<ImapResponse> changes, @Nullable KnownMailbox then, KnownMailbox now) {
        MailboxStatus status = now.listing().status();
        if (status == null || isSelected(status) || !now.tellsMessages()) {
            return;
        }
        MailboxStatus before =
                then != null && then.tellsMessages() ? then.listing().status() : null;
        boolean hasOtherMessages =
                before == null || before.messages() != status.messages() || before.uidNext() != status.uidNext();
        boolean hasOtherFlags = before != null && before.highestModSeq() != status.highestModSeq();
        if (hasOtherMessages
                || (hasOtherFlags && (now.tells(Event.FLAG_CHANGE) || now.tells(Event.ANNOTATION_CHANGE)))) {
            changes.add(status(status));
        }
    }

    @Override
    public void close() {
        watches.values().forEach(Watch::close);
        watches.clear();
        accountWatches.forEach(Watch::close);
        accountWatches.clear();
    }
}
