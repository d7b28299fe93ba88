package org.facteur.admin.console;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.routing.DomainAlias;
import org.facteur.mailstore.routing.DomainAliasService;
import org.facteur.mailstore.routing.RouteDraft;
import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteService;
import org.jspecify.annotations.Nullable;

/** On {@code domains/edit.xhtml}: who gets what a domain has for nobody else, and its other names. */
@Named
@ViewScoped
public class DomainRoutingView implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private RouteService routes;

    @Inject
    private DomainAliasService aliases;

    @Inject
    private Feedback feedback;

    private String domain = "";
    private @Nullable String targets;
    private String otherName = "";

    public void load() {
        targets = routes.find(RouteKind.ALIAS, catchAll())
                .map(summary -> AddressLines.of(summary.route().targets()))
                .orElse(null);
    }

    private String catchAll() {
        return "@" + domain;
    }

    private interface Change {
        void make() throws AdministrationException;
    }

    /**
     * @param input where it says what is wrong with a value
     * @return where to go next, or null to stay on the form
     */
    private @Nullable String change(Change change, String input) {
        try {
            change.make();
            return "/admin/domains/edit?faces-redirect=true&includeViewParams=true";
        } catch (AdministrationException refusal) {
            feedback.refused(refusal, input);
            return null;
        }
    }

    /** Nobody named means that there is none. */
    public @Nullable String saveCatchAll() {
        List<String> wanted = AddressLines.parse(targets);
        boolean isThere = routes.find(RouteKind.ALIAS, catchAll()).isPresent();
        return change(
                () -> {
                    if (!wanted.isEmpty()) {
                        RouteDraft draft = RouteDraft.alias(catchAll(), wanted);
                        if (isThere) {
                            routes.update(draft);
                        } else {
                            routes.create(draft);
                        }
                    } else if (isThere) {
                        routes.delete(RouteKind.ALIAS, catchAll());
                    }
                    feedback.done("catch-all.saved", domain);
                },
                "targets");
    }

    public @Nullable String addName() {
        return change(
                () -> feedback.done(
                        "domain.name.added", aliases.create(domain, otherName).name(), domain),
                "otherName");
    }

    public @Nullable String removeNames() {
        Set<String> chosen = Set.copyOf(Arrays.asList(FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterValuesMap()
                .getOrDefault("chosen", new String[0])));
        if (chosen.isEmpty()) {
            feedback.failed("domain.names.none-chosen");
            return null;
        }
        return change(
                () -> {
                    for (String each : chosen) {
                        aliases.delete(domain, each);
                    }
                    feedback.done("domain.names.removed");
                },
                "otherName");
    }

    /** The other names, by name; none of a domain that is not there. */
    public List<DomainAlias> getNames() {
        try {
            return aliases.list(domain);
        } catch (AdministrationException noSuchDomain) {
            return List.of();
        }
    }

    public String getDomain() {
        return domain;
    }

    public void setDomain(String domain) {
        this.domain = domain;
    }

    /** One a line. */
    public @Nullable String getTargets() {
        return targets;
    }

    public void setTargets(@Nullable String targets) {
        this.targets = targets;
    }

    public String getOtherName() {
        return otherName;
    }

    public void setOtherName(String otherName) {
        this.otherName = otherName;
    }
}
