package org.facteur.admin.rest;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.queue.QueuedItem;
import org.jspecify.annotations.Nullable;

/**
 * A part of the queue, the oldest first.
 *
 * @param next what {@code after} says to go on; null at the end
 */
@JsonbNillable
@Schema(name = "QueuePage")
public record QueuePage(
        List<QueuedItemDocument> items,

        @Schema(nullable = true, description = "What the parameter after says to go on; null at the end.") @Nullable
        String next) {

    /** @param found one more than are shown, if there are more */
    static QueuePage of(List<QueuedItem> found, int count) {
        List<QueuedItem> shown = found.subList(0, Math.min(count, found.size()));
        return new QueuePage(
                shown.stream().map(QueuedItemDocument::of).toList(),
                found.size() > count ? Long.toString(shown.get(count - 1).id()) : null);
    }
}
