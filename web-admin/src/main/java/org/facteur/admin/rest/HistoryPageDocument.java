package org.facteur.admin.rest;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.history.HistoryPage;
import org.jspecify.annotations.Nullable;

/**
 * A part of the history, the newest first.
 *
 * @param next what {@code after} says to go on; null at the end
 */
@JsonbNillable
@Schema(name = "HistoryPage")
public record HistoryPageDocument(
        List<HistoryMessageDocument> messages,

        @Schema(nullable = true, description = "What the parameter after says to go on; null at the end.") @Nullable
        String next) {

    static HistoryPageDocument of(HistoryPage page) {
        return new HistoryPageDocument(
                page.items().stream().map(HistoryMessageDocument::of).toList(),
                page.next().isPresent() ? Long.toString(page.next().getAsLong()) : null);
    }
}
