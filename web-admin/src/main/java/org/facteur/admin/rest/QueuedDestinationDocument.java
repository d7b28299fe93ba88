package org.facteur.admin.rest;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.queue.QueuedDestination;
import org.jspecify.annotations.Nullable;

/** Where items of the queue go, as JSON. */
@JsonbNillable
@Schema(name = "QueuedDestination")
public record QueuedDestinationDocument(
        @Schema(example = "example.net") String name,
        @Schema(type = SchemaType.INTEGER, format = "int64") long items,
        @Schema(type = SchemaType.INTEGER, format = "int64") long held,

        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                nullable = true,
                description = "None of its servers could be reached: nothing is tried before.")
        @Nullable
        Instant unreachableUntil,

        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                nullable = true,
                description = "It is paused: nothing is tried until it is resumed.")
        @Nullable
        Instant pausedSince) {

    static QueuedDestinationDocument of(QueuedDestination destination) {
        return new QueuedDestinationDocument(
                destination.name(),
                destination.items(),
                destination.held(),
                destination.unreachableUntil().orElse(null),
                destination.pausedSince().orElse(null));
    }
}
