package org.facteur.mailstore.message;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a set of messages into steps, one transaction each, found as they are asked for: in each the lock of the mailbox is held
 * for few milliseconds, and between two of them whoever waits for it has it.
 *
 * <p>A step is bounded by the messages that it changes, by those that lie between them, which the database may have to read, and
 * by the statements that it takes ({@link UidWindow}).
 */
final class Steps implements Iterator<UidSet> {

    /** Messages that one step changes. */
    static final int MESSAGES = 1_000;

    /** As many where they are scattered: a database compares each message of the window with each of the list. */
    static final int SCATTERED = 256;

    /** UIDs between them in one step. */
    static final long MAX_SLACK = 20 * UidWindow.MAX_GAP;

    /** Groups of messages far from each other in one step. */
    static final int MAX_WINDOWS = 16;

    /** A lock that is free is not given to who waits longest: who comes back at once would take it again. */
    private static final long PAUSE_NANOS = 500_000;

    /** A place in the set: gives UIDs that are there, ascending. */
    private interface Cursor {

        /** The next UID, or 0 at the end. */
        long next();

        /** Whether no message can lie between the last two UIDs given. */
        boolean isAdjacent();
    }

    private final Cursor cursor;
    private long upcoming;
    private boolean begun;

    private Steps(Cursor cursor) {
        this.cursor = cursor;
        this.upcoming = cursor.next();
    }

    /** Whether the set is small enough for one step, whatever of it is there. */
    static boolean isOne(UidSet uids) {
        if (uids.count() > MESSAGES) {
            return false;
        }
        Steps steps = of(uids);
        if (steps.hasNext()) {
            steps.next();
        }
        return !steps.hasNext();
    }

    /** The steps of UIDs most of which are there. */
    static Steps of(UidSet uids) {
        return new Steps(new Enumeration(uids));
    }

    /** The steps of those messages of a mailbox that are in a set and have all bits of a mask. */
    static Steps of(MailboxSnapshot mailbox, UidSet uids, long mask) {
        return new Steps(new Selection(mailbox, uids, mask));
    }

    @Override
    public boolean hasNext() {
        return upcoming != 0;
    }

    @Override
    public UidSet next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (begun) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        begun = true;
        UidSet.Builder exact = new UidSet.Builder().add(upcoming);
        UidSet.Builder adjacent = new UidSet.Builder().add(upcoming);
        long last = upcoming;
        long slack = 0;
        int windows = 1;
        int runs = 1;
        for (int count = 1; advance() && count < MESSAGES; count++) {
            boolean joins = cursor.isAdjacent();
            long gap = joins ? 0 : upcoming - last - 1;
            runs += joins ? 0 : 1;
            slack += gap > UidWindow.MAX_GAP ? 0 : gap;
            windows += gap > UidWindow.MAX_GAP ? 1 : 0;
            boolean isFull = runs > UidWindow.MAX_RANGES && count >= SCATTERED;
            if (isFull || slack > MAX_SLACK || windows > MAX_WINDOWS) {
                break;
            }
            exact.add(upcoming);
            adjacent.add(joins ? last + 1 : upcoming, upcoming);
            last = upcoming;
        }
        UidSet ranges = adjacent.build();
        return ranges.rangeCount() <= UidWindow.MAX_RANGES ? ranges : exact.build();
    }

    private boolean advance() {
        upcoming = cursor.next();
        return upcoming != 0;
    }

    /** Every UID of a set. */
    private static final class Enumeration implements Cursor {

        private final Iterator<UidSet.Range> ranges;
        private UidSet.@Nullable Range range;
        private long last;
        private boolean adjacent;

        Enumeration(UidSet uids) {
            ranges = uids.ranges().iterator();
        }

        @Override
        public long next() {
            adjacent = range != null && last < range.last();
            if (adjacent) {
                return ++last;
            }
            if (!ranges.hasNext()) {
                return 0;
            }
            range = ranges.next();
            last = range.first();
            return last;
        }

        @Override
        public boolean isAdjacent() {
            return adjacent;
        }
    }

    /** The messages of a mailbox that are in a set. */
    private static final class Selection implements Cursor {

        private final MailboxSnapshot mailbox;
        private final Iterator<UidSet.Range> ranges;
        private final long mask;
        private int sequence;
        private int end;
        private int given = -1;
        private boolean adjacent;

        Selection(MailboxSnapshot mailbox, UidSet uids, long mask) {
            this.mailbox = mailbox;
            this.ranges = uids.ranges().iterator();
            this.mask = mask;
        }

        @Override
        public long next() {
            while (true) {
                while (sequence < end && (mailbox.flags(sequence) & mask) != mask) {
                    sequence++;
                }
                if (sequence < end) {
                    adjacent = sequence == given + 1;
                    given = sequence;
                    return mailbox.uid(sequence++);
                }
                if (!ranges.hasNext()) {
                    return 0;
                }
                UidSet.Range range = ranges.next();
                sequence = mailbox.firstSequenceFrom(range.first());
                end = mailbox.firstSequenceFrom(range.last() + 1);
            }
        }

        @Override
        public boolean isAdjacent() {
            return adjacent;
        }
    }
}
