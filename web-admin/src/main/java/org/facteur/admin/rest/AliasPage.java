package org.facteur.admin.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of the aliases that a caller asked for.
 *
 * @param total how many there are in all
 * @param first how many come before these
 */
@Schema(name = "AliasPage")
public record AliasPage(
        List<AliasDocument> items,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "How many there are in all.")
        long total,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "How many come before these.")
        int first) {}
