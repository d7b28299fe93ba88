package org.facteur.admin.console;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.AdministrationException.Kind;
import org.facteur.mailstore.signing.DomainKeyService;
import org.facteur.mailstore.signing.DomainKeySummary;
import org.facteur.mailstore.signing.RecordCheck;
import org.facteur.mailstore.signing.RecordCheck.Publication;
import org.jspecify.annotations.Nullable;

/**
 * {@code domains/keys.xhtml}: the keys with which a domain signs its mail. The one that is meant is named by its line itself, so that
 * a list that changed meanwhile does no harm.
 */
@Named
@ViewScoped
public class DomainKeysView implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String STAY = "/admin/domains/keys?faces-redirect=true&includeViewParams=true";

    @Inject
    private DomainKeyService service;

    @Inject
    private Feedback feedback;

    private String name = "";
    private SigningAlgorithm algorithm = SigningAlgorithm.RSA_SHA256;
    private transient @Nullable List<DomainKeySummary> keys;
    private transient @Nullable Map<String, Publication> publications;

    public void load() {
        try {
            keys = service.list(name);
        } catch (AdministrationException noSuchDomain) {
            feedback.notFound();
        }
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String create() {
        return change("keys.created", "keys.too-many", () -> service.create(name, algorithm, Optional.empty()));
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String activate() {
        return ofChosen("keys.activated", "keys.over", selector -> service.activate(name, selector));
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String retire() {
        return ofChosen("keys.retired", "keys.unused", selector -> service.retire(name, selector));
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String delete() {
        return ofChosen("keys.deleted", "keys.signs", selector -> service.delete(name, selector));
    }

    /** Asks for the records of the chosen key; what comes of it stands beside them. */
    public void check() {
        Optional<String> selector = chosen();
        keys = null;
        if (selector.isEmpty()) {
            feedback.failed("keys.none-chosen");
            return;
        }
        try {
            Map<String, Publication> found = new LinkedHashMap<>();
            for (RecordCheck check : service.check(name, selector.get())) {
                found.put(check.record().name(), check.publication());
            }
            publications = found;
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
        }
    }

    private interface Change {
        void make() throws AdministrationException;
    }

    private interface KeyChange {
        void make(String selector) throws AdministrationException;
    }

    private @Nullable String ofChosen(String done, String inUse, KeyChange change) {
        Optional<String> selector = chosen();
        if (selector.isEmpty()) {
            feedback.failed("keys.none-chosen");
            return null;
        }
        return change(done, inUse, () -> change.make(selector.get()));
    }

    private static Optional<String> chosen() {
        return Optional.ofNullable(FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get("chosen"));
    }

    /** @param inUse the sentence for a key that does not stand where that can be done */
    private @Nullable String change(String done, String inUse, Change change) {
        try {
            change.make();
        } catch (AdministrationException refusal) {
            if (refusal.kind() == Kind.IN_USE) {
                feedback.failed(inUse);
            } else {
                feedback.refused(refusal);
            }
            keys = null;
            return null;
        }
        feedback.done(done);
        return STAY;
    }

    /** As they are now, the oldest first. */
    public List<DomainKeySummary> getKeys() {
        List<DomainKeySummary> known = keys;
        if (known == null) {
            try {
                known = service.list(name);
            } catch (AdministrationException noSuchDomain) {
                known = List.of();
            }
            keys = known;
        }
        return known;
    }

    /** What was found of a record, or null if it has not been looked for. */
    public @Nullable Publication publication(String record) {
        return publications == null ? null : publications.get(record);
    }

    public List<SigningAlgorithm> getAlgorithms() {
        return List.of(SigningAlgorithm.values());
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public SigningAlgorithm getAlgorithm() {
        return algorithm;
    }

    public void setAlgorithm(SigningAlgorithm algorithm) {
        this.algorithm = algorithm;
    }
}
