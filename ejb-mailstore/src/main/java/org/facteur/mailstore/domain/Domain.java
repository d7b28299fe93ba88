package org.facteur.mailstore.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A domain whose mail this server receives. An administrator makes it, says what its accounts may keep, and deletes it when it
 * has none any more; its name never changes.
 */
@Entity
@Table(name = "domain")
public class Domain {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "domain_seq")
    @SequenceGenerator(name = "domain_seq", sequenceName = "domain_seq", allocationSize = 10)
    private long id;

    private String name;
    private Instant created;

    @Column(name = "default_quota_bytes")
    private @Nullable Long defaultQuotaBytes;

    @Column(name = "default_quota_messages")
    private @Nullable Long defaultQuotaMessages;

    /** For JPA. */
    protected Domain() {}

    /** @param name in lower case */
    public Domain(DomainName name, Instant created) {
        this.name = name.value();
        this.created = created;
    }

    public long id() {
        return id;
    }

    /** In lower case. */
    public String name() {
        return name;
    }

    public Instant created() {
        return created;
    }

    /** What its accounts may keep, unless they have limits of their own. */
    public Quota defaultQuota() {
        return new Quota(defaultQuotaBytes, defaultQuotaMessages);
    }

    /** @param quota may be less than what accounts keep: then only nothing more comes in */
    void changeDefaultQuota(Quota quota) {
        this.defaultQuotaBytes = quota.bytes();
        this.defaultQuotaMessages = quota.messages();
    }
}
