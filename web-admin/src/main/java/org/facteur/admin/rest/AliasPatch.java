package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.routing.RouteDraft;
import org.facteur.mailstore.routing.RouteService;
import org.jspecify.annotations.Nullable;

/** What changes of an alias (RFC 7396): what is absent stays; an array takes the place of the one before. */
@Schema(name = "AliasPatch")
record AliasPatch(
        @Schema(maxItems = RouteService.MAX_TARGETS) @Nullable
        List<String> targets) {

    static AliasPatch from(JsonObject body) {
        JsonFields fields = new JsonFields(body).only("targets");
        return new AliasPatch(
                fields.optionalTexts("targets", RouteService.MAX_TARGETS).orElse(null));
    }

    RouteDraft of(RouteDraft before) {
        return RouteDraft.alias(before.address(), Optional.ofNullable(targets).orElse(before.targets()));
    }
}
