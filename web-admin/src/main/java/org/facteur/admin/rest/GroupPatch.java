package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.routing.Posting;
import org.facteur.mailstore.routing.RouteDraft;
import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteService;
import org.jspecify.annotations.Nullable;

/** What changes of a group (RFC 7396): what is absent stays; an array takes the place of the one before. */
@Schema(name = "GroupPatch")
record GroupPatch(
        @Schema(maxLength = RouteService.MAX_DISPLAY_NAME) @Nullable
        String displayName,

        @Schema(maxItems = RouteService.MAX_TARGETS) @Nullable
        List<String> members,

        @Nullable Posting posting,

        @Schema(hidden = true) boolean changesOwner,

        @Schema(nullable = true, description = "An address of this server; null for the postmaster.") @Nullable
        String owner,

        @Schema(description = "Who may post, if posting is NAMED.") @Nullable
        List<String> posters) {

    static GroupPatch from(JsonObject body) {
        JsonFields fields = fields(body);
        return new GroupPatch(
                fields.optionalText("displayName").orElse(null),
                fields.optionalTexts("members", RouteService.MAX_TARGETS).orElse(null),
                posting(fields).orElse(null),
                fields.has("owner"),
                fields.nullableText("owner"),
                fields.optionalTexts("posters", RouteService.MAX_TARGETS).orElse(null));
    }

    /** @param others fields that there may be beside those that can change */
    static JsonFields fields(JsonObject body, String... others) {
        List<String> known = new ArrayList<>(Arrays.asList(others));
        known.addAll(List.of("displayName", "members", "posting", "owner", "posters"));
        return new JsonFields(body).only(known.toArray(new String[0]));
    }

    static Optional<Posting> posting(JsonFields fields) {
        return fields.optionalText("posting")
                .map(name -> Arrays.stream(Posting.values())
                        .filter(posting -> posting.name().equals(name))
                        .findAny()
                        .orElseThrow(() -> ProblemException.invalid(
                                "posting", "This is one of " + Arrays.toString(Posting.values()) + ".")));
    }

    RouteDraft of(RouteDraft before) {
        return new RouteDraft(
                before.address(),
                RouteKind.GROUP,
                Optional.ofNullable(members).orElse(before.targets()),
                Optional.ofNullable(displayName).orElse(before.displayName()),
                Optional.ofNullable(posting).orElse(before.posting()),
                changesOwner ? Optional.ofNullable(owner) : before.owner(),
                Optional.ofNullable(posters).orElse(before.posters()));
    }
}
