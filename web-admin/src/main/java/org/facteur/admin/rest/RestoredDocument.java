package org.facteur.admin.rest;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of a request to restore messages.
 *
 * @param restored how many are back in a mailbox
 */
@Schema(name = "Restored")
public record RestoredDocument(
        @Schema(type = SchemaType.INTEGER, format = "int64", description = "How many are back in a mailbox.")
        long restored) {}
