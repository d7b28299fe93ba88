package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainChange;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.facteur.mailstore.domain.Limit;
import org.jspecify.annotations.Nullable;

/** {@code domains/edit.xhtml}: what the accounts of a domain may keep. */
@Named
@ViewScoped
public class EditDomainView implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private DomainService domains;

    @Inject
    private Feedback feedback;

    private String name = "";
    private final QuotaFields quota = new QuotaFields();
    private transient @Nullable DomainSummary domain;

    public void load() {
        DomainSummary found = getDomain();
        if (found == null) {
            feedback.notFound();
            return;
        }
        quota.show(found.defaultQuota());
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String save() {
        try {
            DomainSummary changed =
                    domains.update(name, new DomainChange(new Limit(quota.getBytes()), new Limit(quota.getMessages())));
            feedback.done("domain.saved", changed.name());
            return "/admin/domains?faces-redirect=true";
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
            return null;
        }
    }

    /** What the domain is now, or null when there is none of this name. */
    public @Nullable DomainSummary getDomain() {
        if (domain == null) {
            domain = domains.find(name).orElse(null);
        }
        return domain;
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
