package org.facteur.api.mailbox;

/**
 * What a mailbox held at one mod-sequence: for each message, ascending by UID, its UID, flags and mod-sequence.
 *
 * <p>Immutable, and shared by every session at the same point: an idle session has no array of its own. The next snapshot
 * shares with this one all that has not changed ({@link MessageTable}). A message's sequence number is its position here,
 * from 1.
 */
public final class MailboxSnapshot {

    private final MailboxId mailbox;
    private final long uidValidity;
    private final long uidNext;
    private final long highestModSeq;
    private final FlagTable flagTable;
    private final MessageTable messages;

    /**
     * @param uidValidity 1 to 2^32-1
     * @param uidNext the least UID that the next message can have
     * @param highestModSeq the mod-sequence up to which every change is in this snapshot
     * @param messages with flag bits as {@code flagTable} names them
     */
    public MailboxSnapshot(
            MailboxId mailbox,
            long uidValidity,
            long uidNext,
            long highestModSeq,
            FlagTable flagTable,
            MessageTable messages) {
        this.mailbox = mailbox;
        this.uidValidity = uidValidity;
        this.uidNext = uidNext;
        this.highestModSeq = highestModSeq;
        this.flagTable = flagTable;
        this.messages = messages;
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

    /** The messages, numbered from 0. */
    public MessageTable messages() {
        return messages;
    }

    /** How many messages there are; also the highest sequence number. */
    public int size() {
        return messages.size();
    }

    /** @param sequence 1 to {@link #size()} */
    public long uid(int sequence) {
        return messages.uid(sequence - 1);
    }

    /** The flag bits of a message. */
    public long flags(int sequence) {
        return messages.flags(sequence - 1);
    }

    public long modSeq(int sequence) {
        return messages.modSeq(sequence - 1);
    }

    /** The sequence number of the message with that UID, or 0 if it is not here. */
    public int sequenceOf(long uid) {
        int sequence = firstSequenceFrom(uid);
        return sequence <= size() && uid(sequence) == uid ? sequence : 0;
    }

    /** The sequence number of the first message whose UID is {@code uid} or greater; {@code size() + 1} if none is. */
    public int firstSequenceFrom(long uid) {
        return messages.firstFrom(uid) + 1;
    }

    /** The first message that lacks all bits of the mask, or 0: {@code UNSEEN} of SELECT. */
    public int firstWithout(long mask) {
        return messages.firstWithout(mask) + 1;
    }

    @Override
    public String toString() {
        return "MailboxSnapshot[" + mailbox.value() + ", " + size() + " messages, modseq " + highestModSeq + "]";
    }
}
