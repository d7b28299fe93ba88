package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.facteur.mailstore.queue.QueueAdministrationService;
import org.facteur.mailstore.queue.QueuedDestination;
import org.jspecify.annotations.Nullable;

/** {@code queue/destinations.xhtml}: where mail on its way goes, by name. What it shows is in its address. */
@Named
@RequestScoped
public class QueueDestinationsView {

    static final int ROWS = 25;

    @Inject
    private QueueAdministrationService queue;

    private @Nullable String filter;
    private @Nullable String after;

    private List<QueuedDestination> destinations = List.of();
    private @Nullable String next;

    public void load() {
        List<QueuedDestination> found =
                queue.destinations(filter == null ? "" : filter.strip(), after == null ? "" : after, ROWS + 1);
        destinations = found.subList(0, Math.min(ROWS, found.size()));
        next = found.size() > ROWS ? destinations.get(ROWS - 1).name() : null;
    }

    public List<QueuedDestination> getDestinations() {
        return destinations;
    }

    /** Where the list goes on; null at its end. */
    public @Nullable String getNext() {
        return next;
    }

    public @Nullable String getFilter() {
        return filter;
    }

    public void setFilter(@Nullable String filter) {
        this.filter = filter;
    }

    public @Nullable String getAfter() {
        return after;
    }

    public void setAfter(@Nullable String after) {
        this.after = after;
    }
}
