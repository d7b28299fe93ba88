package org.facteur.admin.rest;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of a request to change the queue.
 *
 * @param changed how many items it was done for
 */
@Schema(name = "QueueChange")
public record QueueChangeDocument(
        @Schema(type = SchemaType.INTEGER, format = "int64", description = "How many items it was done for.")
        long changed) {}
