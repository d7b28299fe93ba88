package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** To whom an item of the queue goes instead. */
@Schema(name = "QueueRedirect")
record QueueRedirect(
        @Schema(example = "robert@example.net", description = "An address of another server.")
        String recipient) {

    static QueueRedirect from(JsonObject body) {
        return new QueueRedirect(
                new JsonFields(body).only("recipient").text("recipient").strip());
    }
}
