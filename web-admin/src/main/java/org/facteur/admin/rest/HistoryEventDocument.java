package org.facteur.admin.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.history.HistoryEvent;

/** Something that happened to a recipient in the queue, as JSON. */
@Schema(name = "HistoryEvent")
public record HistoryEventDocument(
        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant time,

        @Schema(example = "bob@example.net") String recipient,

        @Schema(example = "relayed", description = "relayed, deferred, bounced, expired or removed.")
        String what,

        @Schema(example = "mx.example.net [192.0.2.1]", description = "Who said it; empty if no server was reached.")
        String host,

        @Schema(type = SchemaType.INTEGER, example = "250", description = "0 if no server said it.")
        int code,

        @Schema(example = "2.0.0") String status,
        @Schema(example = "Queued") String said) {

    static HistoryEventDocument of(HistoryEvent event) {
        return new HistoryEventDocument(
                event.time(),
                event.recipient(),
                HistoryRecipientDocument.word(event.what()),
                event.answer().host(),
                event.answer().code(),
                event.answer().status(),
                event.answer().text());
    }
}
