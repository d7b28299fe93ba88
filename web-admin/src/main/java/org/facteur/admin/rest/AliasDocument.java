package org.facteur.admin.rest;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.routing.RouteSummary;

/**
 * An alias, as JSON.
 *
 * @param address {@code @example.test} is what a domain gets for nobody else
 * @param targets where it leads
 */
@Schema(name = "Alias")
public record AliasDocument(
        @Schema(example = "info@example.test") String address,

        List<String> targets,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant created) {

    static AliasDocument of(RouteSummary alias) {
        return new AliasDocument(alias.route().address(), alias.route().targets(), alias.created());
    }
}
