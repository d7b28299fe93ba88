package org.facteur.admin.rest;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.queue.QueueCounts;

/** The queue at a glance, as JSON. */
@Schema(name = "QueueCounts")
public record QueueCountsDocument(
        @Schema(type = SchemaType.INTEGER, format = "int64") long waiting,
        @Schema(type = SchemaType.INTEGER, format = "int64") long working,
        @Schema(type = SchemaType.INTEGER, format = "int64") long held,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "For which there are items.")
        long destinations,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "Destinations for which nothing is tried.")
        long paused) {

    static QueueCountsDocument of(QueueCounts counts) {
        return new QueueCountsDocument(
                counts.waiting(), counts.working(), counts.held(), counts.destinations(), counts.paused());
    }
}
