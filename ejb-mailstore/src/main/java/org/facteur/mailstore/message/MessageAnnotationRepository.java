package org.facteur.mailstore.message;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ChangedAnnotations;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.removal.Removal;

/**
 * The annotations of messages. Whatever changes them is called under the lock of the mailbox, and works on whole sets, as
 * {@link MessageRepository} does.
 */
public interface MessageAnnotationRepository {

    /** Whose annotations all share; no account has this id. */
    long EVERYBODY = 0;

    /**
     * How much a row counts: its name and its value, if it has one. So a mailbox counts nothing only if there are no rows, not even of
     * what is empty or has been taken away.
     */
    String OCTETS = "CHAR_LENGTH(path) + COALESCE(OCTET_LENGTH(octets), 0)";

    /** What an account sees of some messages, each message's ascending by name. */
    Map<Long, List<MessageAnnotation>> find(
            AccountId account, MailboxId mailbox, UidSet uids, List<EntryPattern> entries);

    /** Some of what an account sees that has changed after a mod-sequence up to another one, of messages with greater UIDs. */
    ChangedAnnotations changed(AccountId account, MailboxId mailbox, long since, long upTo, long afterUid);

    /** Octets of all annotations of some messages, those among them that have been taken away. */
    long octets(MailboxId mailbox, UidSet uids);

    /** Octets of all annotations in the mailboxes of an account, but for some. */
    long octets(AccountId owner, Collection<MailboxId> without);

    /** Sets an annotation of those of the messages that there are, or takes it away where it is. */
    void set(AccountId account, MailboxId mailbox, UidSet uids, MessageAnnotation annotation, long modSeq);

    /** Adds the annotations of messages that have none, by UID. */
    void add(AccountId account, MailboxId mailbox, Map<Long, List<MessageAnnotation>> annotations, long modSeq);

    /**
     * Forgets what has been taken away from messages with more of that than they may have.
     *
     * @return whether a message has more annotations than it may have
     */
    boolean exceeds(MailboxId mailbox, UidSet uids);

    /**
     * Copies the annotations that an account sees to messages with ascending UIDs.
     *
     * @param uids exactly those of the messages
     * @param scopes which of them
     * @return octets
     */
    long copy(
            AccountId account,
            MailboxId source,
            UidSet uids,
            MailboxId target,
            long firstUid,
            Set<Scope> scopes,
            long modSeq);

    /** Removes the annotations of some messages for good. */
    void remove(MailboxId mailbox, UidSet uids);

    /** Takes the annotations of messages out of their mailbox with them. */
    void putAway(MailboxId mailbox, UidSet uids, Removal removal);

    /**
     * Moves the annotations of removed messages to a mailbox, as {@link MessageRepository#restore} does.
     *
     * @return octets
     */
    long restore(Collection<Removal> removals, UidSet uids, MailboxId target, long firstUid, long modSeq);

    /** Octets of what an account alone sees, by mailbox. */
    Map<MailboxId, Long> octetsOf(AccountId account);

    /** Removes what an account alone sees. */
    void forget(AccountId account);
}
