package org.facteur.imap.session;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ResponseCode;
import org.jspecify.annotations.Nullable;

/**
 * What leads a client from one view of its mailbox to the next, found while it is written: however much changed, the
 * updates need no memory of their own, and what has not changed is passed over a page at a time.
 *
 * <p>Keywords come first, since the flags of messages use them; then every EXPUNGE, ascending, each counted with those
 * before it already gone; then EXISTS and RECENT; last the flags of the messages that the client knew before, or has just set.
 */
final class Updates implements Iterator<ImapResponse> {

    private final Queue<ImapResponse> keywords = new ArrayDeque<>(2);
    private final Queue<ImapResponse> counts = new ArrayDeque<>(2);
    private final MailboxView before;
    private final MailboxView after;
    private final int recentBefore;
    private final UidSet recent;
    private final boolean readOnly;
    private final EnabledExtensions enabled;
    private final @Nullable OwnChange own;

    /** Where the search for expunged messages stands in the view before, and how many were found. */
    private int expungeCursor = 1;

    private int expunged;
    /** Where the search for changed flags stands, in the view after. */
    private int flagCursor = 1;

    private boolean begun;
    private @Nullable ImapResponse next;

    /**
     * @param recentBefore how many recent messages the client knows of
     * @param recent the messages that are recent now
     * @param readOnly whether the client can change no flags
     * @param enabled how the client is told
     * @param own what the client has just changed itself, if anything
     */
    Updates(
            MailboxView before,
            MailboxView after,
            int recentBefore,
            UidSet recent,
            boolean readOnly,
            EnabledExtensions enabled,
            @Nullable OwnChange own) {
        this.before = before;
        this.after = after;
        this.recentBefore = recentBefore;
        this.recent = recent;
        this.readOnly = readOnly;
        this.enabled = enabled;
        this.own = own;
        if (before.snapshot().flagTable().keywords().size()
                != after.snapshot().flagTable().keywords().size()) {
            FlagTable table = after.snapshot().flagTable();
            keywords.add(new ImapResponse.Flags(table));
            if (!readOnly) {
                keywords.add(ImapResponse.StatusResponse.untagged(
                        Condition.OK, ResponseCode.PermanentFlags.of(table), "There are new keywords"));
            }
        }
        long lastKnown = before.size() == 0 ? 0 : before.uid(before.size());
        if (after.firstSequenceFrom(lastKnown + 1) <= after.size()) {
            counts.add(new ImapResponse.Exists(after.size()));
        }
        int recentAfter = after.count(recent);
        if (recentBefore != recentAfter && enabled.tellsRecent()) {
            counts.add(new ImapResponse.Recent(recentAfter));
        }
    }

    /** Whether nothing is told yet, nor has the client changed anything, so that the way may be made longer. */
    boolean canGrow() {
        return !begun && own == null;
    }

    /** The updates that lead from the same view to a later one. */
    Updates to(MailboxView later, UidSet recentThen, @Nullable OwnChange change) {
        return new Updates(before, later, recentBefore, recentThen, readOnly, enabled, change);
    }

    @Override
    public boolean hasNext() {
        begun = true;
        if (next == null) {
            next = find();
        }
        return next != null;
    }

    @Override
    public ImapResponse next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        ImapResponse found = next;
        next = null;
        return found;
    }

    private @Nullable ImapResponse find() {
        ImapResponse keyword = keywords.poll();
        if (keyword != null) {
            return keyword;
        }
        ImapResponse expunge = enabled.tellsVanished() ? nextVanished() : nextExpunge();
        if (expunge != null) {
            return expunge;
        }
        ImapResponse count = counts.poll();
        return count != null ? count : nextFlags();
    }

    private @Nullable ImapResponse nextExpunge() {
        int sequence = nextGone();
        return sequence == 0 ? null : new ImapResponse.Expunge(sequence - expunged++);
    }

    /** Some of the messages that are gone, in one response. */
    private @Nullable ImapResponse nextVanished() {
        UidSet.Builder gone = new UidSet.Builder();
        int count = 0;
        int sequence;
        while (count < ImapResponse.Vanished.MAX_RANGES && (sequence = nextGone()) > 0) {
            gone.add(before.uid(sequence));
            expunged++;
            count++;
        }
        return count == 0 ? null : new ImapResponse.Vanished(false, gone.build());
    }

    /** The number, in the view before, of the next message that is gone; 0 if no further one is. */
    private int nextGone() {
        while (expungeCursor <= before.size()) {
            if (before.size() - expunged == after.firstSequenceFrom(lastUid(before) + 1) - 1) {
                expungeCursor = before.size() + 1;
                return 0;
            }
            int sequence = expungeCursor;
            int candidate = sequence - expunged;
            int run = before.sharedRun(sequence, after, candidate);
            expungeCursor += Math.max(1, run);
            if (run == 0 && (candidate > after.size() || after.uid(candidate) != before.uid(sequence))) {
                return sequence;
            }
        }
        return 0;
    }

    private static long lastUid(MailboxView view) {
        return view.uid(view.size());
    }

    private @Nullable ImapResponse nextFlags() {
        int lastKnown = before.size() == 0 ? 0 : after.firstSequenceFrom(lastUid(before) + 1) - 1;
        int sequence;
        while ((sequence = nextTouched()) > 0 && (sequence <= lastKnown || own != null)) {
            flagCursor = sequence + 1;
            int known = before.sequenceOf(after.uid(sequence));
            ImapResponse told = after.isGhost(sequence) ? null : flags(known, sequence);
            if (told != null) {
                return told;
            }
        }
        flagCursor = after.size() + 1;
        return null;
    }

    /** The next message that somebody has changed, or that the client's own change names; 0 if there is none. */
    private int nextTouched() {
        int changed = after.firstChangedSince(before.snapshot().highestModSeq(), flagCursor);
        int named = own == null ? 0 : nextNamed(own.uids());
        return changed == 0 || (named > 0 && named < changed) ? named : changed;
    }

    private int nextNamed(UidSet uids) {
        int sequence = flagCursor;
        while (sequence <= after.size()) {
            long uid = after.uid(sequence);
            long named = uids.firstFrom(uid);
            if (named == uid || named == 0) {
                return named == 0 ? 0 : sequence;
            }
            sequence = after.firstSequenceFrom(named);
        }
        return 0;
    }

    private @Nullable ImapResponse flags(int known, int sequence) {
        boolean isNew = known == 0;
        boolean changed = isNew || before.modSeq(known) != after.modSeq(sequence);
        if (own == null || !own.uids().contains(after.uid(sequence))) {
            return changed && !isNew ? response(sequence, true) : null;
        }
        boolean unexpected =
                !isNew && own.expected(before.flags(known), after.snapshot().flagTable()) != after.flags(sequence);
        boolean withFlags = own.answer() == OwnChange.Answer.FLAGS || unexpected;
        boolean withModSeq = enabled.tellsModSeq() && own.tellsModSeq(changed);
        return withFlags || withModSeq ? response(sequence, withFlags) : null;
    }

    private ImapResponse response(int sequence, boolean withFlags) {
        return FlagsResponse.of(after, sequence, recent, enabled, own != null && own.byUid(), withFlags);
    }
}
