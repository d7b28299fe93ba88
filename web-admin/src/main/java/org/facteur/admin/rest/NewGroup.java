package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.routing.Posting;
import org.facteur.mailstore.routing.RouteDraft;
import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteService;
import org.jspecify.annotations.Nullable;

/** What makes a group. */
@Schema(name = "NewGroup")
record NewGroup(
        @Schema(required = true, example = "team@example.test")
        String address,

        @Schema(maxLength = RouteService.MAX_DISPLAY_NAME) String displayName,

        @Schema(required = true, maxItems = RouteService.MAX_TARGETS, description = "Here or at other servers.")
        List<String> members,

        @Schema(defaultValue = "ANYONE") Posting posting,

        @Schema(nullable = true, description = "An address of this server; null for the postmaster.") @Nullable
        String owner,

        @Schema(description = "Who may post, if posting is NAMED.")
        List<String> posters) {

    static NewGroup from(JsonObject body) {
        JsonFields fields = GroupPatch.fields(body, "address");
        return new NewGroup(
                fields.text("address"),
                fields.optionalText("displayName").orElse(""),
                fields.optionalTexts("members", RouteService.MAX_TARGETS)
                        .orElseThrow(() -> ProblemException.invalid("members", "This is required.")),
                GroupPatch.posting(fields).orElse(Posting.ANYONE),
                fields.nullableText("owner"),
                fields.optionalTexts("posters", RouteService.MAX_TARGETS).orElse(List.of()));
    }

    RouteDraft draft() {
        return new RouteDraft(
                address, RouteKind.GROUP, members, displayName, posting, Optional.ofNullable(owner), posters);
    }
}
