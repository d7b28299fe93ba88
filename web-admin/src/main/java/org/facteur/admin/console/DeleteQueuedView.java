package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.queue.QueueAdministrationService;
import org.facteur.mailstore.queue.QueueSelection;
import org.facteur.mailstore.queue.QueuedItem;
import org.jspecify.annotations.Nullable;

/** {@code queue/delete.xhtml}: asks once more before items are taken out of the queue. */
@Named
@ViewScoped
public class DeleteQueuedView implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private QueueAdministrationService queue;

    @Inject
    private Feedback feedback;

    private String id = "";
    private boolean report = true;
    private transient @Nullable List<QueuedItem> items;

    public void load() {
        if (getItems().isEmpty()) {
            feedback.notFound();
        }
    }

    /** What somebody works on at that moment stays; the others go. */
    public String delete() {
        int deleted = 0;
        for (Long each : ids()) {
            try {
                queue.delete(each, report);
                deleted++;
            } catch (AdministrationException refusal) {
                if (refusal.kind() == AdministrationException.Kind.IN_USE) {
                    feedback.failedThere("queue.working.words");
                }
            }
        }
        feedback.done("queue.deleted", deleted);
        return "/admin/queue?faces-redirect=true";
    }

    private List<Long> ids() {
        return QueueView.ids(id).toList();
    }

    /** What is in the queue of what the address names. */
    public List<QueuedItem> getItems() {
        List<QueuedItem> found = items;
        if (found == null) {
            List<Long> ids = ids();
            found = ids.isEmpty() ? List.of() : queue.list(QueueSelection.of(ids), 0, QueueView.ROWS);
            items = found;
        }
        return found;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public boolean isReport() {
        return report;
    }

    public void setReport(boolean report) {
        this.report = report;
    }
}
