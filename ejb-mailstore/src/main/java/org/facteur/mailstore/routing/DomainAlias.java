package org.facteur.mailstore.routing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.facteur.mailstore.domain.Domain;
import org.facteur.mailstore.domain.DomainName;

/** Another name of a domain. An administrator makes and deletes it; it never changes. */
@Entity
@Table(name = "domain_alias")
public class DomainAlias {

    @Id
    private String name = "";

    @Column(name = "domain_id")
    private long domainId;

    private Instant created = Instant.EPOCH;

    /** For JPA. */
    protected DomainAlias() {}

    DomainAlias(DomainName name, Domain domain, Instant created) {
        this.name = name.value();
        this.domainId = domain.id();
        this.created = created;
    }

    /** In lower case. */
    public String name() {
        return name;
    }

    public Instant created() {
        return created;
    }

    boolean isOf(Domain domain) {
        return domainId == domain.id();
    }
}
