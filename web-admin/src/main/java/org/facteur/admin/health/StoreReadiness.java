package org.facteur.admin.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.facteur.mailstore.start.StoreStartup;

/** Says at {@code /health/ready} whether the store has started and its database answers. */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {

    private static final String NAME = "mail-store";

    @Inject
    private StoreStartup store;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named(NAME).status(store.answers()).build();
    }
}
