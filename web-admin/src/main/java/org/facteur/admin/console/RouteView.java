package org.facteur.admin.console;

import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.routing.Posting;
import org.facteur.mailstore.routing.RouteDraft;
import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteService;
import org.jspecify.annotations.Nullable;

/** The pages of one alias or one group: how it is made, changed and deleted. */
public abstract class RouteView implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private RouteService routes;

    @Inject
    private Feedback feedback;

    private final RouteKind kind;
    private final RouteFields fields;

    RouteView(RouteKind kind) {
        this.kind = kind;
        this.fields = new RouteFields(kind);
    }

    /** Shows the one whose address has been set. */
    public void load() {
        RouteDraft found = routes.find(kind, fields.getAddress())
                .map(summary -> summary.route())
                .orElse(null);
        if (found == null) {
            feedback.notFound();
            return;
        }
        fields.show(found);
    }

    private interface Change {
        String make() throws AdministrationException;
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String create() {
        return change("created", () -> routes.create(fields.draft()).route().address());
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String save() {
        return change("saved", () -> routes.update(fields.draft()).route().address());
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String delete() {
        return change("deleted", () -> {
            routes.delete(kind, fields.getAddress());
            return fields.getAddress();
        });
    }

    private @Nullable String change(String done, Change change) {
        try {
            feedback.done(kind.name().toLowerCase(Locale.ROOT) + "." + done, change.make());
            return kind == RouteKind.ALIAS ? "/admin/aliases?faces-redirect=true" : "/admin/groups?faces-redirect=true";
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
            return null;
        }
    }

    public List<Posting> getPostings() {
        return List.of(Posting.values());
    }

    public RouteFields getFields() {
        return fields;
    }
}
