package org.facteur.admin.console;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.facteur.mailstore.routing.Posting;
import org.facteur.mailstore.routing.RouteDraft;
import org.facteur.mailstore.routing.RouteKind;
import org.jspecify.annotations.Nullable;

/** What the forms of an alias and of a group have in common: an address, and those to whom it leads; and what a group has beside. */
public class RouteFields implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RouteKind kind;
    private String address = "";
    private @Nullable String targets;
    private @Nullable String displayName;
    private Posting posting = Posting.ACCOUNTS;
    private @Nullable String owner;
    private @Nullable String posters;

    RouteFields(RouteKind kind) {
        this.kind = kind;
    }

    void show(RouteDraft route) {
        address = route.address();
        targets = AddressLines.of(route.targets());
        displayName = route.displayName();
        posting = route.posting();
        owner = route.owner().orElse(null);
        posters = AddressLines.of(route.posters());
    }

    RouteDraft draft() {
        if (kind == RouteKind.ALIAS) {
            return RouteDraft.alias(address.strip(), AddressLines.parse(targets));
        }
        return new RouteDraft(
                address.strip(),
                kind,
                AddressLines.parse(targets),
                displayName == null ? "" : displayName,
                posting,
                Optional.ofNullable(owner),
                posting == Posting.NAMED ? AddressLines.parse(posters) : List.of());
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    /** One a line. */
    public @Nullable String getTargets() {
        return targets;
    }

    public void setTargets(@Nullable String targets) {
        this.targets = targets;
    }

    public @Nullable String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(@Nullable String displayName) {
        this.displayName = displayName;
    }

    public Posting getPosting() {
        return posting;
    }

    public void setPosting(Posting posting) {
        this.posting = posting;
    }

    public @Nullable String getOwner() {
        return owner;
    }

    public void setOwner(@Nullable String owner) {
        this.owner = owner;
    }

    /** One a line. */
    public @Nullable String getPosters() {
        return posters;
    }

    public void setPosters(@Nullable String posters) {
        this.posters = posters;
    }
}
