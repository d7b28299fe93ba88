package org.facteur.admin.rest;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.routing.Posting;
import org.facteur.mailstore.routing.RouteDraft;
import org.facteur.mailstore.routing.RouteSummary;
import org.jspecify.annotations.Nullable;

/**
 * A group, as JSON.
 *
 * @param posting whose messages it takes
 * @param owner who looks after it; null for the postmaster
 * @param posters whose messages it takes if those only who are named may post
 */
@JsonbNillable
@Schema(name = "Group")
public record GroupDocument(
        @Schema(example = "team@example.test") String address,

        String displayName,

        List<String> members,

        @Schema(description = "Whose messages it takes.") Posting posting,

        @Schema(nullable = true, description = "An address of this server; null for the postmaster.") @Nullable
        String owner,

        @Schema(description = "Who may post, if posting is NAMED.")
        List<String> posters,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant created) {

    static GroupDocument of(RouteSummary group) {
        RouteDraft route = group.route();
        return new GroupDocument(
                route.address(),
                route.displayName(),
                route.targets(),
                route.posting(),
                route.owner().orElse(null),
                route.posters(),
                group.created());
    }
}
