package org.facteur.admin.rest;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.removal.RemovedPage;
import org.jspecify.annotations.Nullable;

/**
 * A part of the removed messages of an account, the last removed first.
 *
 * @param next what {@code after} says to go on; null at the end. A search can go on though it has found nothing yet.
 */
@JsonbNillable
@Schema(name = "RemovedMessagePage")
public record RemovedMessagePage(
        List<RemovedMessageDocument> items,

        @Schema(
                nullable = true,
                description = "What the parameter after says to go on; null at the end. A search can go on though it"
                        + " has found nothing yet.")
        @Nullable
        String next) {

    static RemovedMessagePage of(RemovedPage page) {
        return new RemovedMessagePage(
                page.messages().stream().map(RemovedMessageDocument::of).toList(),
                page.next() == null ? null : page.next().toString());
    }
}
