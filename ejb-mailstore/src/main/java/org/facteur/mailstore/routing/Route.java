package org.facteur.mailstore.routing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.mailstore.domain.Domain;
import org.jspecify.annotations.Nullable;

/**
 * An address of a domain of this server that leads to other addresses. An administrator makes it, changes where it leads and
 * deletes it; its address and its kind never change.
 */
@Entity
@Table(name = "route")
public class Route {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "route_seq")
    @SequenceGenerator(name = "route_seq", sequenceName = "route_seq", allocationSize = 10)
    private long id;

    @Column(name = "domain_id")
    private long domainId;

    private String address = "";

    @Enumerated(EnumType.STRING)
    private RouteKind kind = RouteKind.ALIAS;

    @Column(name = "display_name")
    private String displayName = "";

    @Enumerated(EnumType.STRING)
    private Posting posting = Posting.ANYONE;

    private @Nullable String owner;

    private Instant created = Instant.EPOCH;

    /** For JPA. */
    protected Route() {}

    Route(Domain domain, RouteDraft draft, Instant created) {
        this.domainId = domain.id();
        this.address = draft.address();
        this.kind = draft.kind();
        this.created = created;
        change(draft);
    }

    long id() {
        return id;
    }

    String address() {
        return address;
    }

    RouteKind kind() {
        return kind;
    }

    /** Takes over all but the targets and the posters, which are rows of their own. */
    void change(RouteDraft draft) {
        this.displayName = draft.displayName();
        this.posting = draft.posting();
        this.owner = draft.owner().orElse(null);
    }

    RouteDraft draft(List<String> targets, List<String> posters) {
        return new RouteDraft(address, kind, targets, displayName, posting, Optional.ofNullable(owner), posters);
    }

    Instant created() {
        return created;
    }
}
