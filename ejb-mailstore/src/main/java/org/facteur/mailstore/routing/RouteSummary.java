package org.facteur.mailstore.routing;

import java.time.Instant;

/** An alias or a group as an administrator sees it. */
public record RouteSummary(RouteDraft route, Instant created) {}
