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

    /** The same messages and those that came since, what has gone meanwhile staying as ghosts. */
    MailboxView keepingGhosts(MailboxSnapshot current) {
        if (current == snapshot) {
            return this;
        }
        int[] gone = new int[8];
        int count = 0;
        int candidate = 1;
        for (int sequence = 1; sequence <= size(); sequence++) {
            long uid = uid(sequence);
            while (candidate <= current.size() && current.uid(candidate) < uid) {
                candidate++;
            }
            if (candidate > current.size() || current.uid(candidate) != uid) {
                if (count == gone.length) {
                    gone = Arrays.copyOf(gone, 2 * count);
                }
                gone[count++] = (int) uid;
            }
        }
        return count == 0 ? new MailboxView(current) : new MailboxView(current, Arrays.copyOf(gone, count));
    }
}
