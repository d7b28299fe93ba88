package org.facteur.mailstore.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.facteur.api.account.AccountId;
import org.facteur.mailstore.domain.Domain;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.security.ScramKeys;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has mail here. An administrator makes it, with its mailboxes; every message that comes or goes changes
 * {@code usedBytes} in its transaction, under the lock of this row; disabled, it neither logs in nor receives; deleted, its
 * mailboxes are dropped with it.
 */
@Entity
@Table(name = "account")
public class MailAccount {

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

    @Column(name = "used_bytes")
    private long usedBytes;

    /** Known here, so that a delivery finds every mailbox it needs with the accounts. */
    @Column(name = "inbox_id")
    private @Nullable Long inboxId;

    private Instant created;

    /** For JPA. */
    protected MailAccount() {}

    /** @param localPart in lower case */
    public MailAccount(String localPart, Domain domain, ScramKeys keys, @Nullable Long quotaBytes, Instant created) {
        this.domainId = domain.id();
        this.localPart = localPart;
        this.address = localPart + "@" + domain.name();
        this.keys = keys;
        this.enabled = true;
        this.quotaBytes = quotaBytes;
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

    public @Nullable Long quotaBytes() {
        return quotaBytes;
    }

    public long usedBytes() {
        return usedBytes;
    }

    /** @throws IllegalStateException before {@link #receiveIn} */
    public long inboxId() {
        if (inboxId == null) {
            throw new IllegalStateException("The account " + id + " has no INBOX");
        }
        return inboxId;
    }

    public Instant created() {
        return created;
    }

    public void changePassword(ScramKeys keys) {
        this.keys = keys;
    }

    /** @param quotaBytes null for no limit; may be less than what is kept: then only nothing more comes in */
    public void changeQuota(@Nullable Long quotaBytes) {
        this.quotaBytes = quotaBytes;
    }

    public void enable(boolean enabled) {
        this.enabled = enabled;
    }

    public void receiveIn(Mailbox inbox) {
        this.inboxId = inbox.id().value();
    }

    /** Whether so many octets more are within the quota. */
    public boolean hasRoomFor(long octets) {
        return quotaBytes == null || usedBytes + octets <= quotaBytes;
    }

    /** Whether so many octets would be within the quota if the account were empty. */
    public boolean couldEverHold(long octets) {
        return quotaBytes == null || octets <= quotaBytes;
    }

    /** @param octets that came in, or with a minus those that went */
    public void use(long octets) {
        usedBytes += octets;
    }
}
