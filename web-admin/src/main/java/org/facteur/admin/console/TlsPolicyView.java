package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.facteur.api.queue.TlsLevel;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.tls.TlsPolicy;
import org.facteur.mailstore.tls.TlsPolicyService;
import org.jspecify.annotations.Nullable;

/** {@code tls/create.xhtml}, {@code tls/edit.xhtml} and {@code tls/delete.xhtml}. */
@Named
@ViewScoped
public class TlsPolicyView implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private TlsPolicyService policies;

    @Inject
    private Feedback feedback;

    private String domain = "";
    private TlsLevel level = TlsLevel.VERIFY;
    private @Nullable String names;

    /** Shows the one whose domain has been set. */
    public void load() {
        try {
            TlsPolicy found = policies.find(domain);
            level = found.choice().level();
            names = AddressLines.of(found.choice().names());
        } catch (AdministrationException notThere) {
            feedback.notFound();
        }
    }

    private interface Change {
        void make() throws AdministrationException;
    }

    /** @return where to go next, or null to stay on the page */
    private @Nullable String change(String done, Change change) {
        try {
            change.make();
            feedback.done(done, domain.strip());
            return "/admin/tls?faces-redirect=true";
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
            return null;
        }
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String create() {
        return change("tls-policy.created", () -> policies.create(domain, level.word(), chosenNames()));
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String save() {
        return change("tls-policy.saved", () -> policies.change(domain, level.word(), chosenNames()));
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String delete() {
        return change("tls-policy.deleted", () -> policies.delete(domain));
    }

    private List<String> chosenNames() {
        return AddressLines.parse(names);
    }

    public List<TlsLevel> getLevels() {
        return List.of(TlsLevel.values());
    }

    public String getDomain() {
        return domain;
    }

    public void setDomain(String domain) {
        this.domain = domain;
    }

    public TlsLevel getLevel() {
        return level;
    }

    public void setLevel(TlsLevel level) {
        this.level = level;
    }

    /** One a line. */
    public @Nullable String getNames() {
        return names;
    }

    public void setNames(@Nullable String names) {
        this.names = names;
    }
}
