package org.facteur.mailstore.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.QueryHint;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.PessimisticLock;
import org.eclipse.persistence.config.QueryHints;
import org.facteur.api.account.AccountId;
import org.facteur.mailstore.domain.Domain;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.security.ScramKeys;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has mail here. An administrator makes it, with its mailboxes; every message that comes or goes changes
 * {@code usedBytes} and {@code usedMessages} in its transaction, under the lock of this row; disabled, it neither logs in nor receives; deleted, its
 * mailboxes are dropped with it.
 */
@Entity
@Table(name = "account")
@NamedQuery(
        name = MailAccount.LOCK_BY_ADDRESS,
        query = MailAccount.WITH_DOMAIN_QUOTA + " WHERE a.address = :address",
        hints = {
            @QueryHint(name = QueryHints.PESSIMISTIC_LOCK, value = PessimisticLock.Lock),
            @QueryHint(name = QueryHints.FLUSH, value = HintValues.FALSE)
        })
@NamedQuery(
        name = MailAccount.LOCK_BY_ID,
        query = MailAccount.WITH_DOMAIN_QUOTA + " WHERE a.id = :id",
        hints = {
            @QueryHint(name = QueryHints.PESSIMISTIC_LOCK, value = PessimisticLock.Lock),
            @QueryHint(name = QueryHints.FLUSH, value = HintValues.FALSE)
        })
public class MailAccount {

    /**
     * Every delivery and every change of a mailbox asks it. Named, and so translated once; all about it is said by hints, since a
     * query that is told more, a lock or flush mode, is a copy that is translated anew each time. What has been written so far, a
     * content above all, goes to the database with what follows, in one batch: so it does not flush.
     */
    static final String LOCK_BY_ADDRESS = "MailAccount.lockByAddress";

    static final String LOCK_BY_ID = "MailAccount.lockById";

    /** Sub-selects, since the rows of a join would be locked, too: all deliveries to one domain would wait for each other. */
    static final String WITH_DOMAIN_QUOTA = "SELECT a,"
            + " (SELECT d.defaultQuotaBytes FROM Domain d WHERE d.id = a.domainId),"
            + " (SELECT e.defaultQuotaMessages FROM Domain e WHERE e.id = a.domainId) FROM MailAccount a";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "account_seq")
    @SequenceGenerator(name = "account_seq", sequenceName = "account_seq", allocationSize = 10)
    private long id;

    @Column(name = "domain_id")
    private long domainId;

    @Column(name = "local_part")
    private String localPart;

    private String address;

    @Embedded
    private ScramKeys keys;

    private boolean enabled;

    @Column(name = "quota_bytes")
    private @Nullable Long quotaBytes;

    @Column(name = "quota_messages")
    private @Nullable Long quotaMessages;

    @Column(name = "used_bytes")
    private long usedBytes;

    @Column(name = "used_messages")
    private long usedMessages;

    /** What holds where the account has no limit of its own; the domain's row has it. */
    @Transient
    private @Nullable Quota domainQuota;

    /** Known here, so that a delivery finds every mailbox it needs with the accounts. */
    @Column(name = "inbox_id")
    private @Nullable Long inboxId;

    /** Known here, so that a delivery sees with the account whether a script runs, and which. */
    @Column(name = "active_script_id")
    private @Nullable Long activeScriptId;

    private Instant created;

    private boolean shared;
    private boolean administrator;

    /** For JPA. */
    protected MailAccount() {}

    /** @param localPart in lower case */
    public MailAccount(String localPart, Domain domain, ScramKeys keys, Quota quota, Instant created) {
        this.domainId = domain.id();
        this.localPart = localPart;
        this.address = localPart + "@" + domain.name();
        this.keys = keys;
        this.enabled = true;
        this.quotaBytes = quota.bytes();
        this.quotaMessages = quota.messages();
        this.domainQuota = domain.defaultQuota();
        this.created = created;
    }

    public AccountId id() {
        return new AccountId(id);
    }

    /** In lower case. */
    public String address() {
        return address;
    }

    public ScramKeys keys() {
        return keys;
    }

    public boolean isEnabled() {
        return enabled;
    }

    /** Its own limits, without those of its domain. */
    public Quota quota() {
        return new Quota(quotaBytes, quotaMessages);
    }

    public long usedBytes() {
        return usedBytes;
    }

    public long usedMessages() {
        return usedMessages;
    }

    /** @throws IllegalStateException before {@link #receiveIn} */
    public long inboxId() {
        if (inboxId == null) {
            throw new IllegalStateException("The account " + id + " has no INBOX");
        }
        return inboxId;
    }

    /** The id of the script that runs when a message comes in; null for none. */
    public @Nullable Long activeScript() {
        return activeScriptId;
    }

    /** @param script null for none */
    public void activate(@Nullable Long script) {
        this.activeScriptId = script;
    }

    public Instant created() {
        return created;
    }

    public void changePassword(ScramKeys keys) {
        this.keys = keys;
    }

    /** @param quota may be less than what is kept: then only nothing more comes in */
    public void changeQuota(Quota quota) {
        this.quotaBytes = quota.bytes();
        this.quotaMessages = quota.messages();
    }

    /** Who reads an account that mail is to come into tells it what its domain says. */
    MailAccount withDomainQuota(Quota quota) {
        this.domainQuota = quota;
        return this;
    }

    public void enable(boolean enabled) {
        this.enabled = enabled;
    }

    /** Whether others find its mailboxes, as far as they have rights in them, among the shared ones. */
    public boolean isShared() {
        return shared;
    }

    public void share(boolean shared) {
        this.shared = shared;
    }

    /** Whether its owner looks after the server by IMAP: changes quotas, and annotations of the server. */
    public boolean isAdministrator() {
        return administrator;
    }

    public void makeAdministrator(boolean administrator) {
        this.administrator = administrator;
    }

    public void receiveIn(Mailbox inbox) {
        this.inboxId = inbox.id().value();
    }

    /** Whether so many messages, of so many octets together, are within the quota beside what is kept. */
    public boolean hasRoomFor(long messages, long octets) {
        return limit().allows(usedBytes + octets, usedMessages + messages);
    }

    /** Whether a message of so many octets would be within the quota if the account were empty. */
    public boolean couldEverHold(long octets) {
        return limit().allows(octets, 1);
    }

    private Quota limit() {
        if (domainQuota == null) {
            throw new IllegalStateException("The account " + id + " was read without the quota of its domain");
        }
        return quota().orElse(domainQuota);
    }

    /**
     * @param messages that came in, or with a minus those that went
     * @param octets of all of them, with the same sign
     */
    public void use(long messages, long octets) {
        usedMessages += messages;
        usedBytes += octets;
    }
}
