package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.jspecify.annotations.Nullable;

/** {@code domains/create.xhtml}. */
@Named
@RequestScoped
public class CreateDomainView {

    @Inject
    private DomainService domains;

    @Inject
    private Feedback feedback;

    private String name = "";
    private final QuotaFields quota = new QuotaFields();

    /** @return where to go next, or null to stay on the form */
    public @Nullable String create() {
        try {
            DomainSummary domain = domains.create(name.strip(), quota.quota());
            feedback.done("domain.created", domain.name());
            return "/admin/domains?faces-redirect=true";
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
            return null;
        }
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public QuotaFields getQuota() {
        return quota;
    }
}
