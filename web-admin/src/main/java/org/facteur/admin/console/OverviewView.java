package org.facteur.admin.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.facteur.admin.health.ListenerProbe;
import org.facteur.admin.health.ListenerStatus;
import org.facteur.mailstore.administration.Overview;
import org.facteur.mailstore.administration.OverviewService;
import org.jspecify.annotations.Nullable;

/** {@code index.xhtml}: whether the server is well, and how much it holds. */
@Named
@RequestScoped
public class OverviewView {

    private static final System.Logger LOG = System.getLogger(OverviewView.class.getName());

    @Inject
    private OverviewService overviews;

    @Inject
    private ListenerProbe probe;

    private @Nullable Overview overview;
    private List<ListenerStatus> listeners = List.of();

    @PostConstruct
    void load() {
        listeners = probe.statuses();
        try {
            overview = overviews.overview();
        } catch (RuntimeException unavailable) {
            LOG.log(System.Logger.Level.WARNING, "The overview is without numbers: {0}", unavailable.getMessage());
        }
    }

    /** What the store holds, or null while the database does not answer. */
    public @Nullable Overview getOverview() {
        return overview;
    }

    /** The listeners that the configuration opens. */
    public List<ListenerStatus> getListeners() {
        return listeners;
    }

    /** Those of them that should accept connections and do not. */
    public List<ListenerStatus> getSilent() {
        return listeners.stream().filter(listener -> !listener.accepting()).toList();
    }

    public boolean isHealthy() {
        return overview != null && getSilent().isEmpty();
    }

    public Duration getUptime() {
        return overview == null ? Duration.ZERO : Duration.between(overview.started(), Instant.now());
    }

    public String getJava() {
        return Runtime.version().toString();
    }
}
