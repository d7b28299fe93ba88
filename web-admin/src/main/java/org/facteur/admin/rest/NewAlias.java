package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.routing.RouteDraft;
import org.facteur.mailstore.routing.RouteService;

/** What makes an alias. */
@Schema(name = "NewAlias")
record NewAlias(
        @Schema(required = true, example = "info@example.test")
        String address,

        @Schema(required = true, maxItems = RouteService.MAX_TARGETS, description = "Here or at other servers.")
        List<String> targets) {

    static NewAlias from(JsonObject body) {
        JsonFields fields = new JsonFields(body).only("address", "targets");
        return new NewAlias(
                fields.text("address"),
                fields.optionalTexts("targets", RouteService.MAX_TARGETS)
                        .orElseThrow(() -> ProblemException.invalid("targets", "This is required.")));
    }

    RouteDraft draft() {
        return RouteDraft.alias(address, targets);
    }
}
