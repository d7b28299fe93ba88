package org.facteur.mailstore.domain;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A domain whose mail this server receives. An administrator makes it, and deletes it when it has no accounts any more; it
 * never changes.
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
}
