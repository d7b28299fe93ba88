package org.facteur.admin.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.facteur.mailstore.queue.QueueSelection;
import org.facteur.mailstore.queue.QueuedItem;
import org.jspecify.annotations.Nullable;

/** What the query of {@code GET queue} says; a value that cannot be is a 422 that names it. */
public class QueueParameters extends PositionParameters {

    @QueryParam("destination")
    @DefaultValue("")
    private String destination = "";

    @QueryParam("recipient")
    @DefaultValue("")
    private String recipient = "";

    @QueryParam("state")
    @DefaultValue("")
    private String state = "";

    @QueryParam("before")
    private @Nullable String before;

    QueueSelection selection() {
        return new QueueSelection(List.of(), destination, sender(), recipient, state(state), moment("before", before));
    }

    /** @param text empty for any */
    static Optional<QueuedItem.State> state(String text) {
        for (QueuedItem.State known : QueuedItem.State.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(known);
            }
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        throw ProblemException.invalid("state", "This is waiting, working or held.");
    }
}
