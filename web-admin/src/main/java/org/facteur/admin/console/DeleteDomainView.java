package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.jspecify.annotations.Nullable;

/** {@code domains/delete.xhtml}: asks once more, and says why a domain with accounts stays. */
@Named
@RequestScoped
public class DeleteDomainView {

    @Inject
    private DomainService domains;

    @Inject
    private Feedback feedback;

    private String name = "";
    private @Nullable DomainSummary domain;

    public void load() {
        domain = domains.find(name).orElse(null);
        if (domain == null) {
            feedback.notFound();
        }
    }

    public String delete() {
        try {
            domains.delete(name);
            feedback.done("domain.deleted", name);
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
        }
        return "/admin/domains?faces-redirect=true";
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public @Nullable DomainSummary getDomain() {
        return domain;
    }
}
