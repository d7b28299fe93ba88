package org.facteur.api.imap;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.CertificateLogin;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.QuotaResource;
import org.facteur.api.account.QuotaRoot;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.ScramProof;
import org.facteur.api.account.TokenLogin;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.api.mailbox.AclEntry;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.DeletedMessages;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.GrantableRights;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxObserver;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.OthersMailbox;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.search.MessageThreads;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortBy;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.ThreadAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * What the IMAP adapter asks of the application behind it; a message-driven bean implements it.
 *
 * <p>It is stateless: the adapter knows who is logged in and what each client has been told, and passes ids. Methods
 * that change something are durable when they return; a change of many messages may become visible step by step, and others
 * change the mailbox in between. Methods that only read run outside a transaction.
 * Besides the reasons named, every method can fail with {@code UNAVAILABLE}, and every method with a {@link MailboxId}
 * with {@code NO_SUCH_MAILBOX} when that mailbox has been deleted.
 *
 * <p>A name may lead to a mailbox of another account ({@link OthersMailbox}). What the account then lacks a right for fails with
 * {@code NOT_PERMITTED}, or with {@code NO_SUCH_MAILBOX} if it may not even know that the mailbox is there (RFC 4314 section 6).
 * The id of a mailbox is known to those only whom {@link #select} or {@link #list} has told it.
 */
public interface ImapListener extends Authenticator, ContentReader {

    /** The most messages that one {@link #fetch} may ask for. */
    int MAX_FETCH = 1_000;

    /** The most mailboxes whose {@link #annotations} are asked for at once. */
    int MAX_ANNOTATED = 100;

    /** Octets of the values that {@link #annotations} tells at once, unless those of one mailbox are more. */
    long MAX_ANNOTATIONS = 1 << 20;

    // Declared again, since a server looks for the transaction of a method in the listener interface itself.

    @Override
    Account authenticate(Credentials credentials) throws MailStoreException;

    @Override
    default ScramParameters scramParameters(String name) throws MailStoreException {
        return Authenticator.super.scramParameters(name);
    }

    @Override
    default ScramLogin authenticateByScram(ScramProof proof) throws MailStoreException {
        return Authenticator.super.authenticateByScram(proof);
    }

    @Override
    default Account authenticateByToken(TokenLogin login) throws MailStoreException {
        return Authenticator.super.authenticateByToken(login);
    }

    @Override
    default Account authenticateByCertificate(CertificateLogin login) throws MailStoreException {
        return Authenticator.super.authenticateByCertificate(login);
    }

    @Override
    default boolean hasLoggedInFrom(String name, InetAddress client) throws MailStoreException {
        return Authenticator.super.hasLoggedInFrom(name, client);
    }

    @Override
    List<byte[]> read(List<ContentRange> ranges) throws MailStoreException;

    /**
     * Every name that the account can see, ascending: its mailboxes, those of others that it may look up, and its subscriptions;
     * the adapter matches patterns on it.
     */
    List<MailboxListing> list(AccountId account) throws MailStoreException;

    /** What would be freed in each of some mailboxes; of those that the account may not read, nothing. */
    Map<MailboxId, DeletedMessages> deleted(AccountId account, Collection<MailboxId> mailboxes)
            throws MailStoreException;

    /**
     * Whether {@link #create} would be permitted; whether or not there is a mailbox of that name makes no difference.
     */
    boolean mayCreate(AccountId account, MailboxName name) throws MailStoreException;

    /**
     * Makes a mailbox, and those of its superiors that are missing; a {@code \Noselect} name becomes selectable.
     *
     * @param use what it is for (RFC 6154 section 3); null for nothing special
     * @throws MailStoreException {@code ALREADY_EXISTS}, {@code LIMIT_REACHED}, {@code SPECIAL_USE_TAKEN}
     */
    MailboxId create(AccountId account, MailboxName name, @Nullable SpecialUse use) throws MailStoreException;

    /**
     * Deletes a mailbox with its messages; if it has inferiors, its name stays as {@code \Noselect}.
     *
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}; {@code NOT_ALLOWED} for INBOX and for a {@code \Noselect} name
     *     with inferiors
     */
    void delete(AccountId account, MailboxName name) throws MailStoreException;

    /**
     * Renames a mailbox and its inferiors; renaming INBOX moves its messages to a new mailbox and leaves INBOX empty
     * (RFC 3501 section 6.3.5).
     *
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, {@code ALREADY_EXISTS}, {@code NOT_ALLOWED} when the new name
     *     lies below the old
     */
    void rename(AccountId account, MailboxName from, MailboxName to) throws MailStoreException;

    /** Adds or removes a name of the subscriptions, whether or not there is a mailbox of that name. */
    void subscribe(AccountId account, MailboxName name, boolean subscribed) throws MailStoreException;

    /** @throws MailStoreException {@code NO_SUCH_MAILBOX}, {@code NOT_SELECTABLE} */
    MailboxStatus status(AccountId account, MailboxName name) throws MailStoreException;

    /**
     * Opens a mailbox for SELECT or EXAMINE: everything that a session has to know of it, and from then on every change.
     *
     * @param observer as of {@link #watch}
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, {@code NOT_SELECTABLE}; then there is nothing to be closed
     */
    OpenedMailbox open(AccountId account, MailboxName name, MailboxObserver observer) throws MailStoreException;

    /**
     * Finds a mailbox that nobody opens, with its present content.
     *
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, {@code NOT_SELECTABLE}
     */
    MailboxSnapshot select(AccountId account, MailboxName name) throws MailStoreException;

    /**
     * The present content; the same object as long as nothing changed.
     *
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, also when the account may not read the mailbox any more
     */
    MailboxSnapshot snapshot(AccountId account, MailboxId mailbox) throws MailStoreException;

    /**
     * What the account may do with a mailbox now.
     *
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, also when it has no right at all
     */
    Rights rights(AccountId account, MailboxId mailbox) throws MailStoreException;

    /** As {@link #rights(AccountId, MailboxId)}, by name. */
    Rights rights(AccountId account, MailboxName name) throws MailStoreException;

    /**
     * Who may do what with a mailbox, its owner first (RFC 4314 section 3.3).
     *
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, {@code NOT_PERMITTED}
     */
    List<AclEntry> acl(AccountId account, MailboxName name) throws MailStoreException;

    /**
     * Changes what an identifier may do with a mailbox; the owner keeps every right whatever is asked.
     *
     * @param identifier as {@link AclEntry#identifier()}
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, {@code NOT_PERMITTED}; {@code NOT_ALLOWED} for an identifier that nobody
     *     has; {@code LIMIT_REACHED} when the list is full
     */
    void grant(AccountId account, MailboxName name, String identifier, RightsChange change) throws MailStoreException;

    /**
     * Which rights an identifier can be given.
     *
     * @throws MailStoreException as {@link #grant}
     */
    GrantableRights grantable(AccountId account, MailboxName name, String identifier) throws MailStoreException;

    /**
     * The quota of an account, its own or, for an administrator, anybody's (RFC 9208 section 4.1).
     *
     * @param root the address of the account
     * @throws MailStoreException {@code NOT_PERMITTED}; {@code NOT_ALLOWED} when there is no such account
     */
    QuotaRoot quota(AccountId account, String root) throws MailStoreException;

    /**
     * The quota that a mailbox counts for: its owner's.
     *
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, {@code NOT_PERMITTED}
     */
    QuotaRoot quota(AccountId account, MailboxName mailbox) throws MailStoreException;

    /**
     * Sets the limits of an account; where none is given, that of its domain holds.
     *
     * @throws MailStoreException {@code NOT_PERMITTED} unless the account is an administrator's; {@code NOT_ALLOWED} for a root that
     *     there is not, and for a resource that has the same limit for all
     */
    QuotaRoot setQuota(AccountId account, String root, Map<QuotaResource, Long> limits) throws MailStoreException;

    /**
     * The annotations of some mailboxes (RFC 5464), ascending by name: of the first of them, and of as many more as have no more than
     * {@link #MAX_ANNOTATIONS} octets together. The others are asked for again.
     *
     * @param mailboxes as {@link #list} tells them, at least one and at most {@link #MAX_ANNOTATED} of them
     * @return those of every mailbox that is answered for, of one that the account may not see none
     */
    Map<MailboxName, List<Annotation>> annotations(
            AccountId account, List<MailboxName> mailboxes, AnnotationQuery query) throws MailStoreException;

    /**
     * Which annotations of some mailboxes have changed, or have been taken away, after a mod-sequence of each, ascending by name. Of a
     * mailbox that the account may not see, and of what has been taken away long ago, nothing is told.
     *
     * @param modSeqs at most {@link #MAX_ANNOTATED} of them
     */
    Map<MailboxName, List<Annotation.Entry>> annotationsChangedSince(AccountId account, Map<MailboxName, Long> modSeqs)
            throws MailStoreException;

    /** The annotations of the server. */
    List<Annotation> serverAnnotations(AccountId account, AnnotationQuery query) throws MailStoreException;

    /**
     * Sets annotations, all or none of them.
     *
     * @param mailbox null for the server
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, {@code NOT_PERMITTED}; {@code LIMIT_REACHED} when there would be more than
     *     {@link Annotation#MAX_ENTRIES}, or more in them than {@link Annotation#MAX_OCTETS}
     */
    void annotate(AccountId account, @Nullable MailboxName mailbox, List<Annotation> annotations)
            throws MailStoreException;

    /**
     * The messages that no session has been told of as {@code \Recent}, and with {@code claim} no other session will be.
     *
     * @param claim true for a session that selected, false for one that examined
     */
    UidSet recent(MailboxId mailbox, boolean claim) throws MailStoreException;

    /** Tells the observer of every change from now on, by whatever path, until the watch is closed. */
    Watch watch(MailboxId mailbox, MailboxObserver observer) throws MailStoreException;

    /**
     * As {@link #watch}, of the names of the account's own mailboxes, of its subscriptions, and of what it alone sees of the
     * server: that something of {@link #list} or of {@link #serverAnnotations} may be different.
     *
     * @param observer called on a thread of the store: it hands over and returns at once, and throws nothing
     */
    Watch watchNames(AccountId account, Runnable observer) throws MailStoreException;

    /**
     * As {@link #watchNames}, of those annotations of the server that all share.
     *
     * @param observer as there
     */
    Watch watchServerAnnotations(Runnable observer) throws MailStoreException;

    /**
     * Whether messages could be stored now: asked before a client sends them, so that it need not.
     *
     * @param messages how many
     * @param octets of all of them
     * @throws MailStoreException as {@link #append} would
     */
    void checkAppend(AccountId account, MailboxName name, int messages, long octets) throws MailStoreException;

    /**
     * Stores messages (RFC 3501 section 6.3.11), all of them or none (RFC 3502).
     *
     * @param messages at least one
     * @throws MailStoreException {@code NO_SUCH_MAILBOX} (answered with TRYCREATE if it {@linkplain #mayCreate can be made}),
     *     {@code NOT_SELECTABLE}, {@code OVER_QUOTA}, {@code LIMIT_REACHED}
     */
    AppendResult append(AccountId account, MailboxName name, List<AppendMessage> messages) throws MailStoreException;

    /**
     * Stores a message and removes another, both or neither (RFC 8508).
     *
     * @param source where the message is that is removed, whatever its flags
     * @param uid of that message
     * @param target where the other goes, possibly the same mailbox
     * @return empty if there is no such message any more; nothing is changed then
     * @throws MailStoreException as {@link #append}
     */
    Optional<AppendResult> replace(
            MailboxId source, long uid, AccountId account, MailboxName target, AppendMessage message)
            throws MailStoreException;

    /**
     * A token by which the store knows again that an owner of a mailbox has given a URL away (RFC 4467 section 7).
     *
     * @param url as far as the token belongs to it
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, {@code NOT_SELECTABLE}
     */
    byte[] urlToken(AccountId account, MailboxName mailbox, String url) throws MailStoreException;

    /**
     * The mailbox that a URL with its token opens.
     *
     * @param owner the address of the account whose mailbox it is
     * @return empty if there is no such mailbox, or the token is not that of the URL
     */
    Optional<OpenedUrl> openUrl(String owner, MailboxName mailbox, String url, byte[] token) throws MailStoreException;

    /**
     * Makes every token worthless that has been given out for a mailbox.
     *
     * @param mailbox null for all mailboxes of the account
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, {@code NOT_SELECTABLE}
     */
    void resetUrlKeys(AccountId account, @Nullable MailboxName mailbox) throws MailStoreException;

    /**
     * Reads what is known of some messages; those that are gone are left out. This and what finds messages fails for an account that may
     * not read the mailbox any more.
     *
     * @param uids at most {@link #MAX_FETCH} of them
     * @param parts what is wanted beside the attributes that are always there
     * @return ascending by UID
     */
    List<FetchedMessage> fetch(AccountId account, MailboxId mailbox, UidSet uids, Set<FetchPart> parts)
            throws MailStoreException;

    /**
     * Changes flags; messages that are gone, or have the flags already, are left as they are. What fails may have changed some.
     *
     * @return the mod-sequence up to which the changes are known
     * @throws MailStoreException {@code LIMIT_REACHED} when a new keyword does not fit
     */
    long store(AccountId account, MailboxId mailbox, UidSet uids, FlagChange change) throws MailStoreException;

    /**
     * As {@link #store}, of those messages that have not changed since; whether one has is decided under the lock under which it is
     * changed (RFC 7162 section 3.1.3).
     *
     * @param unchangedSince the greatest mod-sequence that a message may have to be changed; 0 for none of them
     * @return the messages that are left as they are because they have changed
     * @throws MailStoreException {@code LIMIT_REACHED} when a new keyword does not fit
     */
    UidSet storeIfUnchanged(AccountId account, MailboxId mailbox, UidSet uids, FlagChange change, long unchangedSince)
            throws MailStoreException;

    /**
     * The annotations of some messages that the account sees (RFC 5257), by UID; each message's ascending by name.
     *
     * @param uids at most {@link #MAX_FETCH} of them
     * @param entries at least one
     * @throws MailStoreException {@code NOT_PERMITTED}
     */
    Map<Long, List<MessageAnnotation>> messageAnnotations(
            AccountId account, MailboxId mailbox, UidSet uids, List<EntryPattern> entries) throws MailStoreException;

    /**
     * Sets annotations of messages; those that are gone are passed over. What fails may have changed some of many messages, each of them
     * whole.
     *
     * @param changes at least one, no entry of a scope twice
     * @param unchangedSince as in {@link #storeIfUnchanged}; null for whatever has happened
     * @throws MailStoreException {@code NOT_PERMITTED}; {@code LIMIT_REACHED} when a message would have more than
     *     {@link MessageAnnotation#MAX_ENTRIES}; {@code OVER_QUOTA}
     */
    AnnotationResult annotateMessages(
            AccountId account,
            MailboxId mailbox,
            UidSet uids,
            List<MessageAnnotation> changes,
            @Nullable Long unchangedSince)
            throws MailStoreException;

    /**
     * Which annotations that the account sees have changed after a mod-sequence.
     *
     * @param upTo the mod-sequence up to which changes are told
     * @param afterUid only those of messages with greater UIDs
     */
    ChangedAnnotations changedAnnotations(AccountId account, MailboxId mailbox, long since, long upTo, long afterUid)
            throws MailStoreException;

    /**
     * What has gone from a mailbox after a mod-sequence (RFC 7162 section 3.2.6), even of messages that came after it as well.
     *
     * @return empty if it is not known any more what went since then
     */
    Optional<UidSet> expungedSince(MailboxId mailbox, long modSeq) throws MailStoreException;

    /**
     * Copies messages with flags, internal date, and the annotations that the account sees, all or none of those that are still there: what a copy that fails has put into
     * the target is removed again.
     *
     * @throws MailStoreException {@code NO_SUCH_MAILBOX} of the target, as {@link #append}; {@code NOT_SELECTABLE},
     *     {@code OVER_QUOTA}, {@code LIMIT_REACHED}
     */
    CopyResult copy(MailboxId source, UidSet uids, AccountId account, MailboxName target) throws MailStoreException;

    /**
     * As {@link #copy}, and removes them from the source; each message is in one of the two at any moment (RFC 6851 section 3.3).
     * What fails may have moved some.
     */
    CopyResult move(MailboxId source, UidSet uids, AccountId account, MailboxName target) throws MailStoreException;

    /**
     * Removes those of the messages that have {@code \Deleted}.
     *
     * @return what was removed
     */
    UidSet expunge(AccountId account, MailboxId mailbox, UidSet uids) throws MailStoreException;

    /**
     * Finds messages.
     *
     * @param among only these are looked at
     * @param key holds no {@link SearchKey.Sequence}, {@link SearchKey.UidSequence}, {@link SearchKey.Recent},
     *     {@link SearchKey.Saved} or {@link SearchKey.Annotated}: the adapter has replaced them, since only it knows its client
     */
    UidSet search(AccountId account, MailboxId mailbox, UidSet among, SearchKey key) throws MailStoreException;

    /**
     * As {@link #search}, and tells how well each of the messages that it has found matches the fuzzy keys (RFC 6203 section 4).
     */
    Relevancy relevancy(AccountId account, MailboxId mailbox, UidSet among, SearchKey key) throws MailStoreException;

    /**
     * Finds messages and puts them in order (RFC 5256).
     *
     * @param among as in {@link #search}
     * @param key as in {@link #search}
     * @param order at least one criterion, the most important first; no {@link SortBy.AnnotationValue}, which the adapter has replaced
     */
    UidList sort(AccountId account, MailboxId mailbox, UidSet among, SearchKey key, List<SortCriterion> order)
            throws MailStoreException;

    /**
     * Finds messages and groups them into conversations (RFC 5256).
     *
     * @param among as in {@link #search}
     * @param key as in {@link #search}
     */
    MessageThreads thread(AccountId account, MailboxId mailbox, UidSet among, SearchKey key, ThreadAlgorithm algorithm)
            throws MailStoreException;
}
