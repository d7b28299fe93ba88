package org.facteur.admin.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.facteur.mailstore.domain.DomainService;

/** Says at {@code /health/ready} whether the store has started and its database answers. */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {

    private static final String NAME = "mail-store";

    /** No domain is called that: the question costs the database one look at an index. */
    private static final String NOBODY = "ready.invalid";

    @Inject
    private DomainService domains;

    @Override
    public HealthCheckResponse call() {
        try {
            domains.find(NOBODY);
            return HealthCheckResponse.up(NAME);
        } catch (RuntimeException unavailable) {
            return HealthCheckResponse.down(NAME);
        }
    }
}
