package org.facteur.imap.session;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.imap.OpenedMailbox;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.search.SearchKey.Sequence.Range;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ResponseCode;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox that a session has selected, and what its client has been told of it.
 *
 * <p>The store only says <em>that</em> the mailbox changed; {@link #refresh} finds out what, and {@link #nextUpdate} gives
 * the responses that lead the client there, which are written before anything that uses the new numbers. Between two
 * refreshes the numbers of the client stand still. Used by one thread at a time, except that the store's observer may mark
 * it stale from any.
 */
public final class SelectedMailbox implements AutoCloseable {

    private static final Right[] CHANGING = {
        Right.INSERT, Right.EXPUNGE, Right.SEEN, Right.WRITE, Right.DELETE_MESSAGES, Right.ANNOTATE
    };

    private final ImapListener store;
    private final AccountId account;
    private final MailboxName name;
    private final Rights rights;
    private final boolean readOnly;
    private final boolean examined;
    private final EnabledExtensions enabled;
    private final AtomicBoolean stale;
    private MailboxView view;
    private UidSet recent = UidSet.EMPTY;
    /** What leads from what the client has been told to the view, in its order. */
    private final Deque<Updates> untold = new ArrayDeque<>(2);

    private final Queue<ImapResponse> announcements = new ArrayDeque<>(1);
    private final UpdatedSearches updatedSearches = new UpdatedSearches();
    private UidSet saved = UidSet.EMPTY;
    private long toldModSeq;
    private @Nullable Watch watch;
    /** Null for a client that does not want to know. */
    private @Nullable AnnotationUpdates annotations;

    private boolean asksForAnnotations;

    private SelectedMailbox(
            ImapListener store,
            AccountId account,
            MailboxName name,
            OpenedMailbox opened,
            boolean examined,
            EnabledExtensions enabled,
            AtomicBoolean stale) {
        this.store = store;
        this.account = account;
        this.name = name;
        this.rights = opened.rights();
        this.readOnly = examined || !rights.hasAny(CHANGING);
        this.examined = examined;
        this.enabled = enabled;
        this.stale = stale;
        this.view = new MailboxView(opened.snapshot());
        this.toldModSeq = opened.snapshot().highestModSeq();
        this.watch = opened.watch();
    }

    /**
     * Begins to follow a mailbox; the client still has to be told what {@link #view()} holds.
     *
     * @param account whose client follows it
     * @param examined whether the client has asked not to change anything; without any right to it cannot either (RFC 4314 section
     *     4), and its recent messages are left for another session
     * @param enabled how the client is told of changes
     * @param changed called from any thread after each change of the mailbox
     */
    public static SelectedMailbox open(
            ImapListener store,
            AccountId account,
            MailboxName name,
            boolean examined,
            EnabledExtensions enabled,
            Runnable changed)
            throws MailStoreException {
        AtomicBoolean stale = new AtomicBoolean();
        OpenedMailbox opened = store.open(account, name, mailbox -> {
            stale.set(true);
            changed.run();
        });
        SelectedMailbox selected = new SelectedMailbox(store, account, name, opened, examined, enabled, stale);
        if (opened.mayHaveRecent() && enabled.tellsRecent()) {
            try {
                selected.recent = store.recent(selected.id(), !selected.readOnly);
            } catch (MailStoreException | RuntimeException e) {
                selected.close();
                throw e;
            }
        }
        return selected;
    }

    public MailboxId id() {
        return view.snapshot().mailbox();
    }

    /** The name by which it was selected; it may have been renamed since. */
    public MailboxName name() {
        return name;
    }

    /** Whether the client can change nothing, because it examines the mailbox or has no right to. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** Whether the client has asked not to change anything. */
    public boolean isExamined() {
        return examined;
    }

    /** What the client could do with the mailbox when it opened it; the store knows what it may do now. */
    public Rights rights() {
        return rights;
    }

    /** What the client has been told, once it has got every {@link #nextUpdate}. */
    public MailboxView view() {
        return view;
    }

    /** The UIDs of all messages that the client has been told of; one range, with those that are gone between them. */
    public UidSet told() {
        int size = view.size();
        return size == 0 ? UidSet.EMPTY : UidSet.range(view.uid(1), view.uid(size));
    }

    /** Whether the message is recent in this session (RFC 3501 section 2.3.2). */
    public boolean isRecent(long uid) {
        return recent.contains(uid);
    }

    /** How many of the messages told are recent in this session. */
    public int recentCount() {
        return view.count(recent);
    }

    /** The messages that are recent in this session; some may be gone. */
    public UidSet recent() {
        return recent;
    }

    /** The searches about whose results the client is told of changes. */
    public UpdatedSearches updatedSearches() {
        return updatedSearches;
    }

    /** Tells the client something, before anything else. */
    public void announce(ImapResponse response) {
        announcements.add(response);
    }

    /** What an earlier search has saved (RFC 5182); some may be gone. */
    public UidSet saved() {
        return saved;
    }

    /** Keeps the result of a search. */
    public void save(UidSet uids) {
        saved = uids;
    }

    /**
     * The mod-sequence up to which the client knows everything, once it has got every {@link #nextUpdate}: what it may be told as
     * HIGHESTMODSEQ. Messages that are gone untold are not reflected in it.
     */
    public long toldModSeq() {
        return toldModSeq;
    }

    /** Tells the client, before anything else, how far it is. */
    void announceModSeq() {
        announce(ImapResponse.StatusResponse.untagged(
                ImapResponse.Condition.OK, new ResponseCode.HighestModSeq(toldModSeq), "The last change"));
    }

    /** The client wants to be told when others change annotations, as long as it has the mailbox selected. */
    public void askForAnnotations() {
        asksForAnnotations = true;
        tellAnnotations(true);
    }

    /** Whether the client wants to be told from now on, unless it has asked for it when it selected the mailbox. */
    void tellAnnotations(boolean wanted) {
        if (!wanted && !asksForAnnotations) {
            annotations = null;
        } else if (annotations == null) {
            annotations = new AnnotationUpdates(
                    store, account, enabled, view.snapshot().highestModSeq());
        }
    }

    /** The client itself has made changes of annotations with these mod-sequences. */
    public void annotated(Set<Long> modSeqs) {
        if (annotations != null) {
            annotations.add(modSeqs);
        }
    }

    /** Asks the store at the next {@link #refresh}, whether or not it said that something changed. */
    public void markStale() {
        stale.set(true);
    }

    /** Whether there may be something to tell. */
    public boolean isStale() {
        return stale.get();
    }

    /**
     * Moves on to what the mailbox holds now, if there may be something new.
     *
     * @param allowExpunge whether the command in progress lets EXPUNGE be told; messages that went stay as ghosts otherwise
     * @throws MailStoreException {@code NO_SUCH_MAILBOX} when the mailbox has been deleted; nothing has moved then
     */
    public void refresh(boolean allowExpunge) throws MailStoreException {
        refresh(allowExpunge, null);
    }

    /**
     * Moves on to what the mailbox holds after a change by the client itself.
     *
     * @param own the change, which decides what the client is told of those messages
     */
    public void refresh(boolean allowExpunge, @Nullable OwnChange own) throws MailStoreException {
        MailboxSnapshot current = view.snapshot();
        UidSet currentRecent = recent;
        if (stale.getAndSet(false)) {
            try {
                current = store.snapshot(account, id());
                if (!enabled.tellsRecent()) {
                    currentRecent = UidSet.EMPTY;
                } else if (current.uidNext() != view.snapshot().uidNext()) {
                    currentRecent = recent.union(store.recent(id(), !readOnly));
                }
            } catch (MailStoreException | RuntimeException e) {
                stale.set(true);
                throw e;
            }
        }
        MailboxView before = view;
        MailboxView after = allowExpunge ? expunged(before, current) : before.keepingGhosts(current);
        if (before != after || own != null) {
            Updates last = untold.peekLast();
            if (last != null && last.canGrow()) {
                // One answer, not two: what is told last of a message must be how it is after the client's own change.
                untold.removeLast();
                untold.add(last.to(after, currentRecent, own));
            } else {
                untold.add(
                        new Updates(before, after, before.count(recent), currentRecent, keepsKeywords(), enabled, own));
            }
        }
        view = after;
        recent = currentRecent;
        if (annotations != null) {
            annotations.changedUpTo(after.snapshot().highestModSeq());
        }
        if (!after.hasGhosts()) {
            toldModSeq = after.snapshot().highestModSeq();
        }
        updateSearches();
    }

    /** What the store cannot find now is found later. */
    private void updateSearches() {
        try {
            updatedSearches.update(store, account, view, announcements);
        } catch (MailStoreException e) {
            stale.set(true);
        }
    }

    /** Whether new keywords are nothing that the client could set. */
    private boolean keepsKeywords() {
        return readOnly || !rights.has(Right.WRITE);
    }

    /** The next thing that the client has to be told; null when it knows all that {@link #view()} holds. */
    public @Nullable ImapResponse nextUpdate() {
        Updates next = untold.peek();
        while (next != null && !next.hasNext()) {
            untold.remove();
            next = untold.peek();
        }
        if (next != null) {
            return next.next();
        }
        ImapResponse announcement = announcements.poll();
        return announcement != null || annotations == null ? announcement : annotations.next(view);
    }

    private static MailboxView expunged(MailboxView before, MailboxSnapshot current) {
        return current == before.snapshot() && !before.hasGhosts() ? before : new MailboxView(current);
    }

    /**
     * The messages with these sequence numbers.
     *
     * @return null if a number is 0 or greater than the number of messages, or is {@code *} in an empty mailbox, which RFC
     *     3501 section 9 wants answered with BAD
     */
    public @Nullable SequenceRanges bySequence(SequenceSet set) {
        List<Range> ranges = set.ranges();
        int size = view.size();
        int[][] runs = new int[ranges.size()][];
        for (int i = 0; i < runs.length; i++) {
            long first = resolve(ranges.get(i).first(), size);
            long last = resolve(ranges.get(i).last(), size);
            if (Math.min(first, last) < 1 || Math.max(first, last) > size) {
                return null;
            }
            runs[i] = new int[] {(int) Math.min(first, last), (int) Math.max(first, last)};
        }
        return SequenceRanges.of(view, set.saved() ? concat(runs, runs(saved)) : runs);
    }

    /**
     * The messages with these UIDs; UIDs that are not there are passed over, {@code n:*} beyond the end is the last message,
     * and in an empty mailbox nothing is.
     */
    public SequenceRanges byUid(SequenceSet set) {
        int size = view.size();
        long largest = size == 0 ? 0 : view.uid(size);
        int[][] runs = runs(set.ranges().stream().map(range -> {
            long first = resolve(range.first(), largest);
            long last = resolve(range.last(), largest);
            return new UidSet.Range(Math.min(first, last), Math.max(first, last));
        }));
        return SequenceRanges.of(view, set.saved() ? concat(runs, runs(saved)) : runs);
    }

    private int[][] runs(UidSet uids) {
        return runs(uids.ranges().stream());
    }

    private int[][] runs(Stream<UidSet.Range> uids) {
        return uids.map(range ->
                        new int[] {view.firstSequenceFrom(range.first()), view.firstSequenceFrom(range.last() + 1) - 1})
                .filter(run -> run[0] <= run[1])
                .toArray(int[][]::new);
    }

    private static int[][] concat(int[][] left, int[][] right) {
        return Stream.of(left, right).flatMap(Arrays::stream).toArray(int[][]::new);
    }

    private static long resolve(long number, long last) {
        return number == Range.LAST ? last : number;
    }

    /** Stops following the mailbox. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
