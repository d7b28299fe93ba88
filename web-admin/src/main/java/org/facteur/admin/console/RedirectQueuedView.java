package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.queue.QueueAdministrationService;
import org.facteur.mailstore.queue.QueuedItem;
import org.jspecify.annotations.Nullable;

/** {@code queue/redirect.xhtml}: sends an item of the queue to somebody else. */
@Named
@ViewScoped
public class RedirectQueuedView implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private QueueAdministrationService queue;

    @Inject
    private Feedback feedback;

    private long id;
    private String recipient = "";
    private transient @Nullable QueuedItem item;

    public void load() {
        if (getItem() == null) {
            feedback.notFound();
        }
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String redirect() {
        try {
            queue.redirect(id, recipient.strip());
            feedback.done("queue.redirected", recipient.strip());
            return "/admin/queue?faces-redirect=true";
        } catch (AdministrationException refusal) {
            if (refusal.kind() == AdministrationException.Kind.IN_USE) {
                feedback.failed("queue.working.words");
            } else {
                feedback.refused(refusal);
            }
            return null;
        }
    }

    /** Null when it is not in the queue any more. */
    public @Nullable QueuedItem getItem() {
        if (item == null) {
            try {
                item = queue.find(id);
            } catch (AdministrationException notThere) {
                return null;
            }
        }
        return item;
    }

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public String getRecipient() {
        return recipient;
    }

    public void setRecipient(String recipient) {
        this.recipient = recipient;
    }
}
