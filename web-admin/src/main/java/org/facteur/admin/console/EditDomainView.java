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
    private @Nullable Long defaultQuotaBytes;
    private @Nullable Long defaultQuotaMessages;
    private transient @Nullable DomainSummary domain;

    public void load() {
        DomainSummary found = getDomain();
        if (found == null) {
            feedback.notFound();
            return;
        }
        defaultQuotaBytes = found.defaultQuota().bytes();
        defaultQuotaMessages = found.defaultQuota().messages();
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String save() {
        try {
            DomainSummary changed = domains.update(
                    name, new DomainChange(new Limit(defaultQuotaBytes), new Limit(defaultQuotaMessages)));
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

    public @Nullable Long getDefaultQuotaBytes() {
        return defaultQuotaBytes;
    }

    public void setDefaultQuotaBytes(@Nullable Long defaultQuotaBytes) {
        this.defaultQuotaBytes = defaultQuotaBytes;
    }

    public @Nullable Long getDefaultQuotaMessages() {
        return defaultQuotaMessages;
    }

    public void setDefaultQuotaMessages(@Nullable Long defaultQuotaMessages) {
        this.defaultQuotaMessages = defaultQuotaMessages;
    }
}
