package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.queue.QueueAdministrationService;
import org.facteur.mailstore.queue.QueueSelection;
import org.facteur.mailstore.queue.QueuedDestination;
import org.jspecify.annotations.Nullable;

/** {@code queue/destination.xhtml}: what is done with all mail for one destination. */
@Named
@ViewScoped
public class QueueDestinationView implements Serializable {

    private static final long serialVersionUID = 1L;

    /** When what waits is tried. */
    public enum Delay {
        NOW(Duration.ZERO),
        QUARTER(Duration.ofMinutes(15)),
        HOUR(Duration.ofHours(1)),
        FOUR_HOURS(Duration.ofHours(4)),
        DAY(Duration.ofDays(1)),
        THREE_DAYS(Duration.ofDays(3));

        private final Duration length;

        Delay(Duration length) {
            this.length = length;
        }
    }

    @Inject
    private QueueAdministrationService queue;

    @Inject
    private Feedback feedback;

    private String name = "";
    private Delay delay = Delay.NOW;
    private transient @Nullable QueuedDestination destination;

    public void load() {
        if (getDestination() == null) {
            feedback.notFound();
        }
    }

    private interface Change {
        void make() throws AdministrationException;
    }

    /** @return where to go next, or null to stay on the page */
    private @Nullable String change(Change change) {
        try {
            change.make();
            return "/admin/queue/destination?faces-redirect=true&includeViewParams=true";
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
            return null;
        }
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String pause() {
        return change(() -> {
            queue.pause(name);
            feedback.done("queue.paused", name);
        });
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String resume() {
        return change(() -> {
            queue.resume(name);
            feedback.done("queue.resumed", name);
        });
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String reschedule() {
        QueueSelection all = QueueSelection.to(name);
        return change(() -> {
            if (delay == Delay.NOW) {
                feedback.done("queue.retried", queue.retry(all));
            } else {
                feedback.done(
                        "queue.rescheduled", queue.reschedule(all, Instant.now().plus(delay.length)));
            }
        });
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String hold() {
        return change(() -> feedback.done("queue.held", queue.hold(QueueSelection.to(name))));
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String release() {
        return change(() -> feedback.done("queue.released", queue.release(QueueSelection.to(name))));
    }

    /** Null when no mail can go to such a name. */
    public @Nullable QueuedDestination getDestination() {
        if (destination == null) {
            destination = queue.destination(name).orElse(null);
        }
        return destination;
    }

    public List<Delay> getDelays() {
        return List.of(Delay.values());
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Delay getDelay() {
        return delay;
    }

    public void setDelay(Delay delay) {
        this.delay = delay;
    }
}
