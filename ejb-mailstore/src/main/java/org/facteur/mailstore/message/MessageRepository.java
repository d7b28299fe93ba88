package org.facteur.mailstore.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.mailstore.mailbox.Mailbox;

/**
 * The messages of all mailboxes. Whatever changes them is called under the lock of the mailbox, and works on whole sets with a
 * number of statements that does not depend on how many messages they hold.
 */
public interface MessageRepository {

    void add(StoredMessage message);

    /** What is known of some messages, ascending by UID. */
    List<FetchedMessage> fetch(MailboxId mailbox, UidSet uids, Set<FetchPart> parts);

    /** All messages of a mailbox, ascending by UID. */
    List<Maildrop.Message> list(MailboxId mailbox);

    /** Those of the messages that have all the flags of the mask, ascending by UID. */
    List<MessageFacts> facts(MailboxId mailbox, UidSet uids, long mask);

    /** How many of the messages have all the flags of the mask, or have none of them. */
    long count(MailboxId mailbox, UidSet uids, long mask, boolean set);

    /** Sets flags where one is missing, and says where. */
    long addFlags(MailboxId mailbox, UidSet uids, long mask, long modSeq);

    /** Clears flags where one is set, and says of how many messages. */
    long removeFlags(MailboxId mailbox, UidSet uids, long mask, long modSeq);

    /** Makes these the flags where others are, and says of how many messages. */
    long replaceFlags(MailboxId mailbox, UidSet uids, long mask, long modSeq);

    /**
     * Copies messages with internal date and flags.
     *
     * @param messages in the source, in the order in which they get the UIDs from {@code firstUid} on
     * @param bits for each bit of the source's flags its bit in the target
     */
    void copy(
            MailboxId source,
            List<MessageFacts> messages,
            Mailbox target,
            long firstUid,
            Map<Integer, Integer> bits,
            long modSeq);

    /** Removes messages, leaves a record of it, and releases their content. */
    void remove(MailboxId mailbox, UidSet uids, long modSeq, Instant now);

    /**
     * Removes some messages of a dropped mailbox and releases their content, and in the end what else is left of it.
     *
     * @return whether anything is left
     */
    boolean purge(MailboxId dropped, int count, Instant now);

    /**
     * Collects content to which no message refers any more.
     *
     * @param before only what has been released by then, so that who reads it still comes to the end
     * @param count how many releases to look at, at most
     * @return how many releases have been looked at
     */
    int collect(Instant before, int count);
}
