package org.facteur.admin.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.removal.RemovedMessage;

/**
 * A message that was removed and can be had back, as JSON.
 *
 * @param id names it when it is to be restored
 * @param mailbox the name that its mailbox had
 * @param sender name and address; empty if there is none
 * @param arrived its internal date
 */
@Schema(name = "RemovedMessage")
public record RemovedMessageDocument(
        @Schema(example = "1780000000-42", description = "Names it when it is to be restored.")
        String id,

        @Schema(example = "INBOX", description = "The name that its mailbox had.")
        String mailbox,

        String subject,
        @Schema(example = "Alice <alice@example.org>") String sender,

        @Schema(type = SchemaType.STRING, format = "date-time", description = "When it had come.")
        Instant arrived,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "Its octets.")
        long size,

        @Schema(type = SchemaType.STRING, format = "date-time", description = "When it was removed.")
        Instant removed) {

    static RemovedMessageDocument of(RemovedMessage message) {
        return new RemovedMessageDocument(
                message.id().toString(),
                message.mailbox().value(),
                message.subject(),
                message.sender(),
                message.arrived(),
                message.size(),
                message.removed());
    }
}
