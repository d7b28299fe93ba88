package org.facteur.mailstore.endpoint;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.QuotaResource;
import org.facteur.api.account.QuotaRoot;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.AnnotationResult;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.AppendResult;
import org.facteur.api.imap.ChangedAnnotations;
import org.facteur.api.imap.CopyResult;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.imap.OpenedMailbox;
import org.facteur.api.imap.OpenedUrl;
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
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.search.MessageThreads;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.ThreadAlgorithm;
import org.facteur.mailstore.access.AccessService;
import org.facteur.mailstore.account.QuotaService;
import org.facteur.mailstore.annotation.AnnotationService;
import org.facteur.mailstore.index.MailboxEvents;
import org.facteur.mailstore.mailbox.MailboxService;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.message.MessageAnnotationService;
import org.facteur.mailstore.message.MessageService;
import org.facteur.mailstore.order.OrderService;
import org.facteur.mailstore.search.SearchService;
import org.facteur.mailstore.url.UrlService;
import org.jspecify.annotations.Nullable;

/**
 * Answers the IMAP adapter. What only reads runs outside a transaction, and holds a connection no longer than a query; what may
 * change a whole mailbox begins its own, one after the other.
 */
@MessageDriven(
        messageListenerInterface = ImapListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "port", propertyValue = "${MPCONFIG=facteur.imap.port:2143}"),
            @ActivationConfigProperty(propertyName = "tlsPort", propertyValue = "${MPCONFIG=facteur.imaps.port:2993}"),
            @ActivationConfigProperty(propertyName = "workers", propertyValue = "${MPCONFIG=facteur.imap.workers:32}"),
            @ActivationConfigProperty(
                    propertyName = "maxCompressedConnections",
                    propertyValue = "${MPCONFIG=facteur.imap.compressed:1000}"),
            @ActivationConfigProperty(
                    propertyName = "maxConnectionsPerUser",
                    propertyValue = "${MPCONFIG=facteur.imap.user.connections:50}"),
            @ActivationConfigProperty(
                    propertyName = "maxConnections",
                    propertyValue = "${MPCONFIG=facteur.imap.connections:10000}"),
            @ActivationConfigProperty(
                    propertyName = "loginTimeout",
                    propertyValue = "${MPCONFIG=facteur.imap.login.timeout:PT2M}"),
            @ActivationConfigProperty(
                    propertyName = "idleTimeout",
                    propertyValue = "${MPCONFIG=facteur.imap.idle.timeout:PT30M}"),
            @ActivationConfigProperty(
                    propertyName = "maxBadCommandsBeforeLogin",
                    propertyValue = "${MPCONFIG=facteur.imap.bad.commands.before.login:3}"),
            @ActivationConfigProperty(
                    propertyName = "maxBadCommands",
                    propertyValue = "${MPCONFIG=facteur.imap.bad.commands:3}"),
            @ActivationConfigProperty(
                    propertyName = "maxLineLengthBeforeLogin",
                    propertyValue = "${MPCONFIG=facteur.imap.line.before.login:8192}"),
            @ActivationConfigProperty(
                    propertyName = "maxLineLength",
                    propertyValue = "${MPCONFIG=facteur.imap.line:65536}"),
            @ActivationConfigProperty(
                    propertyName = "maxLiteralsBeforeLogin",
                    propertyValue = "${MPCONFIG=facteur.imap.literals.before.login:4096}"),
            @ActivationConfigProperty(
                    propertyName = "maxLiterals",
                    propertyValue = "${MPCONFIG=facteur.imap.literals:262144}"),
            @ActivationConfigProperty(
                    propertyName = "messageLimit",
                    propertyValue = "${MPCONFIG=facteur.imap.message.limit:0}"),
            @ActivationConfigProperty(
                    propertyName = "saveLimit",
                    propertyValue = "${MPCONFIG=facteur.imap.save.limit:0}"),
            @ActivationConfigProperty(propertyName = "bind", propertyValue = Settings.BIND),
            @ActivationConfigProperty(propertyName = "maxMessageSize", propertyValue = Settings.MAX_MESSAGE_SIZE),
            @ActivationConfigProperty(propertyName = "proxyNetworks", propertyValue = Settings.PROXY_NETWORKS),
            @ActivationConfigProperty(propertyName = "abuseLimits", propertyValue = Settings.ABUSE_LIMITS),
            @ActivationConfigProperty(propertyName = "abuseExempt", propertyValue = Settings.ABUSE_EXEMPT),
            @ActivationConfigProperty(propertyName = "hostname", propertyValue = Settings.HOSTNAME),
            @ActivationConfigProperty(propertyName = "dataDirectory", propertyValue = Settings.DATA_DIRECTORY),
            @ActivationConfigProperty(propertyName = "tlsCertificate", propertyValue = Settings.TLS_CERTIFICATE),
            @ActivationConfigProperty(propertyName = "tlsKey", propertyValue = Settings.TLS_KEY),
            @ActivationConfigProperty(propertyName = "tlsCertificates", propertyValue = Settings.TLS_CERTIFICATES),
            @ActivationConfigProperty(propertyName = "tlsMinimum", propertyValue = Settings.TLS_MINIMUM),
            @ActivationConfigProperty(propertyName = "tlsProvider", propertyValue = Settings.TLS_PROVIDER),
            @ActivationConfigProperty(
                    propertyName = "allowPlaintextAuth",
                    propertyValue = Settings.ALLOW_PLAINTEXT_AUTH),
            @ActivationConfigProperty(propertyName = "saslMechanisms", propertyValue = Settings.SASL_MECHANISMS),
            @ActivationConfigProperty(propertyName = "tokenIssuer", propertyValue = Settings.TOKEN_ISSUER),
            @ActivationConfigProperty(
                    propertyName = "tlsClientAuthorities",
                    propertyValue = Settings.TLS_CLIENT_AUTHORITIES)
        })
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class ImapBean extends ClientEndpoint implements ImapListener {

    @Inject
    private MailboxService mailboxes;

    @Inject
    private AccessService access;

    @Inject
    private AnnotationService annotations;

    @Inject
    private MessageAnnotationService messageAnnotations;

    @Inject
    private QuotaService quotas;

    @Inject
    private MessageService messages;

    @Inject
    private SearchService searches;

    @Inject
    private OrderService orders;

    @Inject
    private UrlService urls;

    @Inject
    private ContentService contents;

    @Inject
    private MailboxEvents events;

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<byte[]> read(List<ContentRange> ranges) throws MailStoreException {
        return contents.read(ranges);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<MailboxListing> list(AccountId account) throws MailStoreException {
        return mailboxes.list(account);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Map<MailboxId, DeletedMessages> deleted(AccountId account, Collection<MailboxId> ids)
            throws MailStoreException {
        return mailboxes.deleted(account, ids);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Rights rights(AccountId account, MailboxId mailbox) throws MailStoreException {
        return access.rights(account, mailbox);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Rights rights(AccountId account, MailboxName name) throws MailStoreException {
        return access.rights(account, name);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<AclEntry> acl(AccountId account, MailboxName name) throws MailStoreException {
        return access.acl(account, name);
    }

    @Override
    public void grant(AccountId account, MailboxName name, String identifier, RightsChange change)
            throws MailStoreException {
        access.grant(account, name, identifier, change);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public GrantableRights grantable(AccountId account, MailboxName name, String identifier) throws MailStoreException {
        return access.grantable(account, name, identifier);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public QuotaRoot quota(AccountId account, String root) throws MailStoreException {
        return quotas.quota(account, root);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public QuotaRoot quota(AccountId account, MailboxName mailbox) throws MailStoreException {
        return quotas.quota(account, mailbox);
    }

    @Override
    public QuotaRoot setQuota(AccountId account, String root, Map<QuotaResource, Long> limits)
            throws MailStoreException {
        return quotas.setQuota(account, root, limits);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Map<MailboxName, List<Annotation>> annotations(
            AccountId account, List<MailboxName> names, AnnotationQuery query) throws MailStoreException {
        return annotations.of(account, names, query);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<Annotation> serverAnnotations(AccountId account, AnnotationQuery query) throws MailStoreException {
        return annotations.ofServer(account, query);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Map<MailboxName, List<Annotation.Entry>> annotationsChangedSince(
            AccountId account, Map<MailboxName, Long> modSeqs) throws MailStoreException {
        return annotations.changedSince(account, modSeqs);
    }

    @Override
    public void annotate(AccountId account, @Nullable MailboxName mailbox, List<Annotation> changes)
            throws MailStoreException {
        annotations.annotate(account, mailbox, changes);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean mayCreate(AccountId account, MailboxName name) throws MailStoreException {
        return access.mayCreate(account, name);
    }

    @Override
    public MailboxId create(AccountId account, MailboxName name, @Nullable SpecialUse use) throws MailStoreException {
        return mailboxes.create(account, name, use);
    }

    @Override
    public void delete(AccountId account, MailboxName name) throws MailStoreException {
        mailboxes.delete(account, name);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void rename(AccountId account, MailboxName from, MailboxName to) throws MailStoreException {
        mailboxes.rename(account, from, to);
    }

    @Override
    public void subscribe(AccountId account, MailboxName name, boolean subscribed) throws MailStoreException {
        mailboxes.subscribe(account, name, subscribed);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MailboxStatus status(AccountId account, MailboxName name) throws MailStoreException {
        return mailboxes.status(account, name);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public OpenedMailbox open(AccountId account, MailboxName name, MailboxObserver observer) throws MailStoreException {
        return mailboxes.open(account, name, observer);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MailboxSnapshot select(AccountId account, MailboxName name) throws MailStoreException {
        return mailboxes.select(account, name);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MailboxSnapshot snapshot(AccountId account, MailboxId mailbox) throws MailStoreException {
        return mailboxes.snapshot(account, mailbox);
    }

    @Override
    public UidSet recent(MailboxId mailbox, boolean claim) throws MailStoreException {
        return messages.recent(mailbox, claim);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Watch watch(MailboxId mailbox, MailboxObserver observer) throws MailStoreException {
        return events.watch(mailbox, observer);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Watch watchNames(AccountId account, Runnable observer) throws MailStoreException {
        return events.watchNames(account, observer);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Watch watchServerAnnotations(Runnable observer) throws MailStoreException {
        return events.watchServer(observer);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void checkAppend(AccountId account, MailboxName name, int count, long octets) throws MailStoreException {
        messages.checkAppend(account, name, count, octets);
    }

    @Override
    public AppendResult append(AccountId account, MailboxName name, List<AppendMessage> appended)
            throws MailStoreException {
        return messages.append(account, name, appended);
    }

    @Override
    public Optional<AppendResult> replace(
            MailboxId source, long uid, AccountId account, MailboxName target, AppendMessage message)
            throws MailStoreException {
        return messages.replace(source, uid, account, target, message);
    }

    @Override
    public byte[] urlToken(AccountId account, MailboxName mailbox, String url) throws MailStoreException {
        return urls.token(account, mailbox, url);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<OpenedUrl> openUrl(String owner, MailboxName mailbox, String url, byte[] token)
            throws MailStoreException {
        return urls.open(owner, mailbox, url, token);
    }

    @Override
    public void resetUrlKeys(AccountId account, @Nullable MailboxName mailbox) throws MailStoreException {
        urls.reset(account, mailbox);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<FetchedMessage> fetch(AccountId account, MailboxId mailbox, UidSet uids, Set<FetchPart> parts)
            throws MailStoreException {
        return messages.fetch(account, mailbox, uids, parts);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public long store(AccountId account, MailboxId mailbox, UidSet uids, FlagChange change) throws MailStoreException {
        return messages.store(account, mailbox, uids, change);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public UidSet storeIfUnchanged(
            AccountId account, MailboxId mailbox, UidSet uids, FlagChange change, long unchangedSince)
            throws MailStoreException {
        return messages.storeIfUnchanged(account, mailbox, uids, change, unchangedSince);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Map<Long, List<MessageAnnotation>> messageAnnotations(
            AccountId account, MailboxId mailbox, UidSet uids, List<EntryPattern> entries) throws MailStoreException {
        return messageAnnotations.find(account, mailbox, uids, entries);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public AnnotationResult annotateMessages(
            AccountId account,
            MailboxId mailbox,
            UidSet uids,
            List<MessageAnnotation> changes,
            @Nullable Long unchangedSince)
            throws MailStoreException {
        return messageAnnotations.annotate(
                account, mailbox, uids, changes, unchangedSince == null ? Long.MAX_VALUE : unchangedSince);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ChangedAnnotations changedAnnotations(
            AccountId account, MailboxId mailbox, long since, long upTo, long afterUid) throws MailStoreException {
        return messageAnnotations.changed(account, mailbox, since, upTo, afterUid);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<UidSet> expungedSince(MailboxId mailbox, long modSeq) throws MailStoreException {
        return mailboxes.expungedSince(mailbox, modSeq);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public CopyResult copy(MailboxId source, UidSet uids, AccountId account, MailboxName target)
            throws MailStoreException {
        return messages.copy(source, uids, account, target);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public CopyResult move(MailboxId source, UidSet uids, AccountId account, MailboxName target)
            throws MailStoreException {
        return messages.move(source, uids, account, target);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public UidSet expunge(AccountId account, MailboxId mailbox, UidSet uids) throws MailStoreException {
        return messages.expunge(account, mailbox, uids);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public UidSet search(AccountId account, MailboxId mailbox, UidSet among, SearchKey key) throws MailStoreException {
        return searches.search(account, mailbox, among, key);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Relevancy relevancy(AccountId account, MailboxId mailbox, UidSet among, SearchKey key)
            throws MailStoreException {
        return searches.relevancy(account, mailbox, among, key);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public UidList sort(AccountId account, MailboxId mailbox, UidSet among, SearchKey key, List<SortCriterion> order)
            throws MailStoreException {
        return orders.sort(account, mailbox, among, key, order);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MessageThreads thread(
            AccountId account, MailboxId mailbox, UidSet among, SearchKey key, ThreadAlgorithm algorithm)
            throws MailStoreException {
        return orders.thread(account, mailbox, among, key, algorithm);
    }
}
