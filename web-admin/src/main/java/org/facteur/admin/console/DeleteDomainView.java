package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.jspecify.annotations.Nullable;

/** {@code domains/delete.xhtml}: asks once more, and says why a domain with accounts stays. */
@Named
@ViewScoped
public class DeleteDomainView implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private DomainService domains;

    @Inject
    private Feedback feedback;

    private String name = "";
    private transient @Nullable DomainSummary domain;

    public void load() {
        if (getDomain() == null) {
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

    /** What the domain is now, or null when there is none of this name. */
    public @Nullable DomainSummary getDomain() {
        if (domain == null) {
            domain = domains.find(name).orElse(null);
        }
        return domain;
    }
}
