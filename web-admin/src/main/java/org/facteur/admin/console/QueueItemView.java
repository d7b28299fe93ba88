package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.ToIntFunction;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.queue.QueueAdministrationService;
import org.facteur.mailstore.queue.QueueSelection;
import org.facteur.mailstore.queue.QueuedAttempt;
import org.facteur.mailstore.queue.QueuedItem;
import org.jspecify.annotations.Nullable;

/** {@code queue/item.xhtml}: one recipient of a message on its way, and what was said each time it was tried. */
@Named
@RequestScoped
public class QueueItemView {

    @Inject
    private QueueAdministrationService queue;

    @Inject
    private Feedback feedback;

    private long id;
    private @Nullable QueuedItem item;
    private List<QueuedAttempt> attempts = List.of();

    public void load() {
        try {
            item = queue.find(id);
            attempts = queue.attempts(id);
        } catch (AdministrationException notThere) {
            feedback.notFound();
        }
    }

    public String retry() {
        return change("queue.retried", queue::retry);
    }

    public String hold() {
        return change("queue.held", queue::hold);
    }

    public String release() {
        return change("queue.released", queue::release);
    }

    /** What was done meanwhile may be delivered already: then there is only the list to show. */
    private String change(String done, ToIntFunction<QueueSelection> change) {
        feedback.done(done, change.applyAsInt(QueueSelection.of(List.of(id))));
        try {
            queue.find(id);
            return "/admin/queue/item?faces-redirect=true&includeViewParams=true";
        } catch (AdministrationException gone) {
            return "/admin/queue?faces-redirect=true";
        }
    }

    /** Null when it is not in the queue any more. */
    public @Nullable QueuedItem getItem() {
        return item;
    }

    /** The last first. */
    public List<QueuedAttempt> getAttempts() {
        return attempts;
    }

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }
}
