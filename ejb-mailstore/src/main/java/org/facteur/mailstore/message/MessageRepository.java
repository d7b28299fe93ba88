package org.facteur.mailstore.message;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.removal.Removal;

/**
 * The messages of all mailboxes. Whatever changes them is called under the lock of the mailbox, and works on whole sets with a
 * number of statements that does not depend on how many messages they hold.
 */
public interface MessageRepository {

    void add(StoredMessage message);

    /** All messages of a mailbox, ascending by UID; for calls outside a transaction. */
    List<Maildrop.Message> list(MailboxId mailbox);

    /** Those of the messages that have all the flags of the mask, ascending by UID. */
    List<MessageFacts> facts(MailboxId mailbox, UidSet uids, long mask);

    /** How many of the messages have all the flags of the mask, or have none of them. */
    long count(MailboxId mailbox, UidSet uids, long mask, boolean set);

    /** Those of the messages that have changed after a mod-sequence. */
    UidSet changedSince(MailboxId mailbox, UidSet uids, long modSeq);

    /** Gives messages a mod-sequence, and says whether there are any. */
    boolean touch(MailboxId mailbox, UidSet uids, long modSeq);

    /** Sets flags where one is missing, and says where. */
    long addFlags(MailboxId mailbox, UidSet uids, long mask, long modSeq);

    /** Clears flags where one is set, and says of how many messages. */
    long removeFlags(MailboxId mailbox, UidSet uids, long mask, long modSeq);

    /** Makes these the flags where others are, and says of how many messages. */
    long replaceFlags(MailboxId mailbox, UidSet uids, long mask, long modSeq);

    /** How many of the messages there are, and their octets. */
    MessageTotals totals(MailboxId mailbox, UidSet uids);

    /**
     * Copies messages with internal date and flags; ascending, they get the UIDs from {@code firstUid} on.
     *
     * @param bits for each bit of the source's flags its bit in the target
     */
    void copy(MailboxId source, UidSet uids, Mailbox target, long firstUid, Map<Integer, Integer> bits, long modSeq);

    /** Takes those of the messages that have all the flags of the mask out of their mailbox, and logs that they went. */
    void putAway(MailboxId mailbox, UidSet uids, long mask, Removal removal, long modSeq, Instant now);

    /** Removes messages for good, and logs that they went. */
    void remove(MailboxId mailbox, UidSet uids, long modSeq, Instant now);

    /** Says of messages about to be removed that their content may be referred to no more. */
    void release(MailboxId mailbox, UidSet uids, Instant now);

    /**
     * Forgets the oldest of what went from a mailbox.
     *
     * @return the mod-sequence up to which it is forgotten; 0 if nothing is
     */
    long pruneLog(MailboxId mailbox, Instant before, int count);

    /** Some mailboxes of whose log something is older. */
    List<MailboxId> withOldLog(Instant before, int count);

    /** Those of the messages that are in these removals, which are all of one mailbox, ascending by UID; some at most. */
    List<MessageFacts> facts(Collection<Removal> removals, UidSet uids, int count);

    /** Moves removed messages of one mailbox to a mailbox, as {@link #copy} does. */
    void restore(
            Collection<Removal> removals,
            UidSet uids,
            Mailbox target,
            long firstUid,
            Map<Integer, Integer> bits,
            long modSeq);

    /**
     * Removes some messages of removals for good, and releases their content.
     *
     * @param count how many at most
     * @return whether any may be left
     */
    boolean purge(Collection<Removal> removals, int count, Instant now);

    /**
     * Collects content to which no message refers any more.
     *
     * @param before only what has been released by then, so that who reads it still comes to the end
     * @param count how many releases to look at, at most
     * @return how many releases have been looked at
     */
    int collect(Instant before, int count);
}
