package org.facteur.admin.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.facteur.mailstore.administration.StoreUnavailableException;
import org.facteur.mailstore.queue.QueueAdministrationService;
import org.facteur.mailstore.queue.QueueCounts;
import org.jspecify.annotations.Nullable;

/** {@code queue/figures.xhtml}, which the overview holds, too: how much mail is on its way. */
@Named
@RequestScoped
public class QueueFiguresView {

    private static final System.Logger LOG = System.getLogger(QueueFiguresView.class.getName());

    @Inject
    private QueueAdministrationService queue;

    private @Nullable QueueCounts counts;

    @PostConstruct
    void load() {
        try {
            counts = queue.counts();
        } catch (StoreUnavailableException unavailable) {
            LOG.log(System.Logger.Level.WARNING, "The queue is not counted: {0}", unavailable.getMessage());
        }
    }

    /** Null while the database does not answer. */
    public @Nullable QueueCounts getCounts() {
        return counts;
    }
}
