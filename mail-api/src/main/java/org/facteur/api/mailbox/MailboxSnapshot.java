package org.facteur.api.mailbox;

import java.util.Arrays;

/**
 * What a mailbox held at one mod-sequence: for each message, ascending by UID, its UID, flags and mod-sequence.
 *
 * <p>Immutable, and shared by every session at the same point: an idle session has no array of its own. A message's
 * sequence number is its position here, from 1.
 */
public final class MailboxSnapshot {

    private final MailboxId mailbox;
    private final long uidValidity;
    private final long uidNext;
    private final long highestModSeq;
    private final FlagTable flagTable;
    /** Unsigned. */
    private final int[] uids;

    private final long[] flags;
    private final long[] modSeqs;

    /**
     * Takes ownership of the arrays, which have one length and are ascending by UID.
     *
     * @param uidValidity 1 to 2^32-1
     * @param uidNext the least UID that the next message can have
     * @param highestModSeq the mod-sequence up to which every change is in this snapshot
     * @param uids as unsigned 32-bit integers
     * @param flags bits as {@code flagTable} names them
     */
    public MailboxSnapshot(
            MailboxId mailbox,
            long uidValidity,
            long uidNext,
            long highestModSeq,
            FlagTable flagTable,
            int[] uids,
            long[] flags,
            long[] modSeqs) {
        if (uids.length != flags.length || uids.length != modSeqs.length) {
            throw new IllegalArgumentException(uids.length + ", " + flags.length + ", " + modSeqs.length);
        }
        this.mailbox = mailbox;
        this.uidValidity = uidValidity;
        this.uidNext = uidNext;
        this.highestModSeq = highestModSeq;
        this.flagTable = flagTable;
        this.uids = uids;
        this.flags = flags;
        this.modSeqs = modSeqs;
    }

    public MailboxId mailbox() {
        return mailbox;
    }

    public long uidValidity() {
        return uidValidity;
    }

    public long uidNext() {
        return uidNext;
    }

    public long highestModSeq() {
        return highestModSeq;
    }

    public FlagTable flagTable() {
        return flagTable;
    }

    /** How many messages there are; also the highest sequence number. */
    public int size() {
        return uids.length;
    }

    /** @param sequence 1 to {@link #size()} */
    public long uid(int sequence) {
        return Integer.toUnsignedLong(uids[sequence - 1]);
    }

    /** The flag bits of a message. */
    public long flags(int sequence) {
        return flags[sequence - 1];
    }

    public long modSeq(int sequence) {
        return modSeqs[sequence - 1];
    }

    /** The sequence number of the message with that UID, or 0 if it is not here. */
    public int sequenceOf(long uid) {
        int sequence = firstSequenceFrom(uid);
        return sequence <= size() && uid(sequence) == uid ? sequence : 0;
    }

    /** The sequence number of the first message whose UID is {@code uid} or greater; {@code size() + 1} if none is. */
    public int firstSequenceFrom(long uid) {
        int low = 0;
        int high = uids.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.toUnsignedLong(uids[middle]) < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low + 1;
    }

    /** The first message that lacks all bits of the mask, or 0: {@code UNSEEN} of SELECT. */
    public int firstWithout(long mask) {
        for (int i = 0; i < flags.length; i++) {
            if ((flags[i] & mask) == 0) {
                return i + 1;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return "MailboxSnapshot[" + mailbox.value() + ", " + size() + " messages, modseq " + highestModSeq + ", hash "
                + Arrays.hashCode(uids) + "]";
    }
}
