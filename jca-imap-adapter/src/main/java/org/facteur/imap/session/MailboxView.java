package org.facteur.imap.session;

import java.util.Arrays;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;

/**
 * The messages of a mailbox as one client numbers them: a snapshot that is shared with other sessions, and the ghosts,
 * messages that are gone from it but whose EXPUNGE the client could not be told of yet (RFC 3501 section 7.4.1).
 *
 * <p>Immutable. Sequence numbers run from 1 over both, ascending by UID. Without ghosts it has no array of its own.
 */
public final class MailboxView {

    private static final int[] NONE = {};

    private final MailboxSnapshot snapshot;
    /** Unsigned, ascending. */
    private final int[] ghostUids;
    /** The sequence number of each ghost, ascending. */
    private final int[] ghostSequences;

    /** A view of exactly what the snapshot holds. */
    public MailboxView(MailboxSnapshot snapshot) {
        this(snapshot, NONE);
    }

    private MailboxView(MailboxSnapshot snapshot, int[] ghostUids) {
        this.snapshot = snapshot;
        this.ghostUids = ghostUids;
        this.ghostSequences = ghostUids.length == 0 ? NONE : new int[ghostUids.length];
        for (int i = 0; i < ghostUids.length; i++) {
            ghostSequences[i] = snapshot.firstSequenceFrom(Integer.toUnsignedLong(ghostUids[i])) + i;
        }
    }

    /** What is there, the ghosts left out. */
    public MailboxSnapshot snapshot() {
        return snapshot;
    }

    /** How many messages the client counts. */
    public int size() {
        return snapshot.size() + ghostUids.length;
    }

    public boolean hasGhosts() {
        return ghostUids.length > 0;
    }

    /** @param sequence 1 to {@link #size()} */
    public boolean isGhost(int sequence) {
        return Arrays.binarySearch(ghostSequences, sequence) >= 0;
    }

    /** The UID of a message or a ghost. */
    public long uid(int sequence) {
        int ghost = Arrays.binarySearch(ghostSequences, sequence);
        return ghost >= 0 ? Integer.toUnsignedLong(ghostUids[ghost]) : snapshot.uid(sequence - ~ghost);
    }

    /**
     * The flag bits of a message.
     *
     * @throws IllegalArgumentException for a ghost, whose flags nobody knows any more
     */
    public long flags(int sequence) {
        return snapshot.flags(present(sequence));
    }

    /** @throws IllegalArgumentException for a ghost */
    public long modSeq(int sequence) {
        return snapshot.modSeq(present(sequence));
    }

    private int present(int sequence) {
        int ghost = Arrays.binarySearch(ghostSequences, sequence);
        if (ghost >= 0) {
            throw new IllegalArgumentException("Message " + sequence + " is gone");
        }
        return sequence - ~ghost;
    }

    /** The sequence number of the message or ghost with that UID; 0 if the client knows none. */
    public int sequenceOf(long uid) {
        int sequence = firstSequenceFrom(uid);
        return sequence <= size() && uid(sequence) == uid ? sequence : 0;
    }

    /** The sequence number of the first message or ghost whose UID is {@code uid} or greater; {@code size() + 1} if none is. */
    public int firstSequenceFrom(long uid) {
        int low = 0;
        int high = ghostUids.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.toUnsignedLong(ghostUids[middle]) < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return snapshot.firstSequenceFrom(uid) + low;
    }

    /** How many of the UIDs belong to messages or ghosts here. */
    int count(UidSet uids) {
        int count = 0;
        for (UidSet.Range range : uids.ranges()) {
            count += firstSequenceFrom(range.last() + 1) - firstSequenceFrom(range.first());
        }
        return count;
    }

    /**
     * How many messages from a number on are known to be those from a number on of another view, without a look at each; 0 if
     * that is not known. It is what makes a comparison of two large views cost what differs between them.
     */
    int sharedRun(int sequence, MailboxView other, int otherSequence) {
        int ghost = Arrays.binarySearch(ghostSequences, sequence);
        int otherGhost = Arrays.binarySearch(other.ghostSequences, otherSequence);
        if (ghost >= 0 || otherGhost >= 0) {
            return 0;
        }
        int run = snapshot.messages()
                .sharedRun(sequence - ~ghost - 1, other.snapshot.messages(), otherSequence - ~otherGhost - 1);
        return Math.min(run, Math.min(untilGhost(sequence, ~ghost), other.untilGhost(otherSequence, ~otherGhost)));
    }

    private int untilGhost(int sequence, int ghost) {
        return ghost == ghostSequences.length ? Integer.MAX_VALUE : ghostSequences[ghost] - sequence;
    }

    /** The first message from {@code from} on that was changed after a mod-sequence, or came after it; 0 if there is none. */
    public int firstChangedSince(long modSeq, int from) {
        int before = Arrays.binarySearch(ghostSequences, from);
        int ghostsBefore = before >= 0 ? before : ~before;
        int index = snapshot.messages().firstChangedSince(modSeq, from - 1 - ghostsBefore);
        return index < 0 ? 0 : firstSequenceFrom(snapshot.uid(index + 1));
    }

    /** Those of the UIDs that belong to no message or ghost here. */
    public UidSet absent(UidSet uids) {
        UidSet.Builder absent = new UidSet.Builder();
        for (UidSet.Range range : uids.ranges()) {
            long next = range.first();
            for (int sequence = firstSequenceFrom(next);
                    sequence <= size() && uid(sequence) <= range.last();
                    sequence++) {
                if (next < uid(sequence)) {
                    absent.add(next, uid(sequence) - 1);
                }
                next = uid(sequence) + 1;
            }
            if (next <= range.last()) {
                absent.add(next, range.last());
            }
        }
        return absent.build();
    }

    /** The same messages and those that came since, what has gone meanwhile staying as ghosts. */
    MailboxView keepingGhosts(MailboxSnapshot current) {
        if (current == snapshot) {
            return this;
        }
        MailboxView now = new MailboxView(current);
        int[] gone = NONE;
        int count = 0;
        int sequence = 1;
        int candidate = 1;
        int left = size() == 0 ? 0 : size() - (now.firstSequenceFrom(uid(size()) + 1) - 1);
        while (count < left && sequence <= size()) {
            int run = sharedRun(sequence, now, candidate);
            if (run > 0) {
                sequence += run;
                candidate += run;
            } else if (candidate <= now.size() && now.uid(candidate) == uid(sequence)) {
                sequence++;
                candidate++;
            } else {
                if (count == gone.length) {
                    gone = Arrays.copyOf(gone, Math.min(left, Math.max(8, 2 * count)));
                }
                gone[count++] = (int) uid(sequence++);
            }
        }
        return count == 0 ? now : new MailboxView(current, Arrays.copyOf(gone, count));
    }
}
