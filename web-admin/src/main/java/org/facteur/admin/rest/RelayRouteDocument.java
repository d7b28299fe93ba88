package org.facteur.admin.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.queue.RelayRoute;

/** Where mail for a domain goes, as JSON. */
@Schema(name = "Route")
public record RelayRouteDocument(
        @Schema(example = "example.net", description = "A domain; * for all that have no route of their own.")
        String domain,

        @Schema(example = "backend.example.org", description = "The name or the address of the server that takes it.")
        String host,

        @Schema(type = SchemaType.INTEGER, example = "25") int port,

        @Schema(description = "Whether mail for the domain is taken from other servers, too.")
        boolean receives,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant created) {

    static RelayRouteDocument of(RelayRoute route) {
        return new RelayRouteDocument(
                route.domain(), route.hop().host(), route.hop().port(), route.receives(), route.created());
    }
}
