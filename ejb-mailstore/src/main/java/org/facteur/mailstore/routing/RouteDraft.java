package org.facteur.mailstore.routing;

import java.util.List;
import java.util.Optional;

/**
 * All that an administrator says of an alias or a group.
 *
 * @param address of a domain of this server; {@code @example.test} is what that domain gets for nobody else
 * @param targets addresses of this server and of others; at least one
 * @param displayName of a group; may be empty
 * @param posting whose messages a group takes
 * @param owner who looks after a group, an address of this server
 * @param posters whose messages {@link Posting#NAMED} takes
 */
public record RouteDraft(
        String address,
        RouteKind kind,
        List<String> targets,
        String displayName,
        Posting posting,
        Optional<String> owner,
        List<String> posters) {

    public RouteDraft {
        targets = List.copyOf(targets);
        posters = List.copyOf(posters);
    }

    public static RouteDraft alias(String address, List<String> targets) {
        return new RouteDraft(address, RouteKind.ALIAS, targets, "", Posting.ANYONE, Optional.empty(), List.of());
    }
}
