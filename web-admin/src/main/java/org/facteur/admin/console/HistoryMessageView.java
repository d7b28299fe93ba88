package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.history.Fate;
import org.facteur.mailstore.history.HistoryDetail;
import org.facteur.mailstore.history.HistoryEvent;
import org.facteur.mailstore.history.HistoryItem;
import org.facteur.mailstore.history.HistoryService;
import org.facteur.mailstore.history.RecipientFate;
import org.jspecify.annotations.Nullable;

/** {@code history/message.xhtml}: the life of one message. */
@Named
@RequestScoped
public class HistoryMessageView {

    @Inject
    private HistoryService history;

    @Inject
    private Feedback feedback;

    @Inject
    private Texts texts;

    private String id = "";
    private @Nullable HistoryDetail detail;

    public void load() {
        try {
            detail = history.find(Long.parseLong(id));
        } catch (AdministrationException | NumberFormatException notThere) {
            feedback.notFound();
        }
    }

    /** Null if there is none. */
    public @Nullable HistoryItem getItem() {
        return detail == null ? null : detail.item();
    }

    public List<HistoryEvent> getEvents() {
        return detail == null ? List.of() : detail.events();
    }

    /** Whether it had a way to go through the queue. */
    public boolean isQueued() {
        return detail != null
                && detail.item().recipients().stream().anyMatch(recipient -> recipient.fate() == Fate.QUEUED);
    }

    public HistoryBadge became(RecipientFate recipient) {
        return HistoryBadge.of(recipient.fate());
    }

    public HistoryBadge happened(HistoryEvent event) {
        return HistoryBadge.of(event.what());
    }

    /** The mailbox, or why there is none. */
    public String detail(RecipientFate recipient) {
        String why = "history.why." + recipient.detail();
        return recipient.fate() == Fate.REFUSED && texts.has(why) ? texts.of(why) : recipient.detail();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
