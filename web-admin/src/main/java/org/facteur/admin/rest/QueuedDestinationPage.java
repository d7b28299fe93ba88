package org.facteur.admin.rest;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.queue.QueuedDestination;
import org.jspecify.annotations.Nullable;

/**
 * Some destinations of the queue, by name.
 *
 * @param next what {@code after} says to go on; null at the end
 */
@JsonbNillable
@Schema(name = "QueuedDestinationPage")
public record QueuedDestinationPage(
        List<QueuedDestinationDocument> destinations,

        @Schema(nullable = true, description = "What the parameter after says to go on; null at the end.") @Nullable
        String next) {

    /** @param found one more than are shown, if there are more */
    static QueuedDestinationPage of(List<QueuedDestination> found, int count) {
        List<QueuedDestination> shown = found.subList(0, Math.min(count, found.size()));
        return new QueuedDestinationPage(
                shown.stream().map(QueuedDestinationDocument::of).toList(),
                found.size() > count ? shown.get(count - 1).name() : null);
    }
}
