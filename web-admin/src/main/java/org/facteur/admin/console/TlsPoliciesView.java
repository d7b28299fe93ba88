package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.facteur.mailstore.tls.TlsPolicy;
import org.facteur.mailstore.tls.TlsPolicyService;
import org.jspecify.annotations.Nullable;

/** {@code tls.xhtml}: how mail for domains is protected on its way, as administrators have chosen it. */
@Named
@RequestScoped
public class TlsPoliciesView {

    private static final int ROWS = 50;

    @Inject
    private TlsPolicyService service;

    private String after = "";
    private List<TlsPolicy> policies = List.of();
    private @Nullable String next;

    public void load() {
        List<TlsPolicy> found = service.list(after, ROWS + 1);
        policies = found.subList(0, Math.min(ROWS, found.size()));
        next = found.size() > ROWS ? policies.get(ROWS - 1).domain() : null;
    }

    public List<TlsPolicy> getPolicies() {
        return policies;
    }

    /** Where the list goes on; null at its end. */
    public @Nullable String getNext() {
        return next;
    }

    public @Nullable String getAfter() {
        return after.isEmpty() ? null : after;
    }

    public void setAfter(@Nullable String after) {
        this.after = after == null ? "" : after;
    }
}
