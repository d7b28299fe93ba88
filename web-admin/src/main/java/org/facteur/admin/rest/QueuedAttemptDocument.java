package org.facteur.admin.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.queue.QueuedAttempt;

/** A time that an item of the queue was tried, as JSON. */
@Schema(name = "QueuedAttempt")
public record QueuedAttemptDocument(
        @Schema(type = SchemaType.INTEGER, description = "Counted from 1.")
        int number,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant attempted,

        @Schema(description = "Who said what follows; empty if no server was reached.")
        String host,

        @Schema(type = SchemaType.INTEGER, description = "The reply code; 0 if no server said it.")
        int code,

        @Schema(example = "4.7.1") String status,
        @Schema(example = "Come later") String text) {

    static QueuedAttemptDocument of(QueuedAttempt attempt) {
        return new QueuedAttemptDocument(
                attempt.number(),
                attempt.attempted(),
                attempt.answer().host(),
                attempt.answer().code(),
                attempt.answer().status(),
                attempt.answer().text());
    }
}
