package org.facteur.admin.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteQuery;
import org.jspecify.annotations.Nullable;

/** What the query of {@code GET aliases} and {@code GET groups} says; a value that cannot be is a 422 that names it. */
public class RouteParameters {

    @QueryParam("filter")
    @DefaultValue("")
    private String filter = "";

    @QueryParam("domain")
    private @Nullable String domain;

    @QueryParam("sort")
    @DefaultValue("address")
    private String sort = "address";

    @QueryParam("first")
    @DefaultValue("0")
    private String first = "0";

    @QueryParam("count")
    @DefaultValue("" + AccountParameters.DEFAULT_COUNT)
    private String count = "" + AccountParameters.DEFAULT_COUNT;

    RouteQuery query(RouteKind kind) {
        if (!sort.equals("address") && !sort.equals("-address")) {
            throw ProblemException.invalid("sort", "This is address or -address.");
        }
        return new RouteQuery(
                kind,
                filter,
                domain == null ? null : domain.toLowerCase(Locale.ROOT),
                AccountParameters.number("first", first, 0, Integer.MAX_VALUE),
                AccountParameters.number("count", count, 1, RouteQuery.MAX_COUNT),
                sort.startsWith("-"));
    }

    /** Leads to the next page and the previous (RFC 8288). */
    static Response linked(Object page, RouteQuery query, int found, long total, UriInfo uri) {
        Response.ResponseBuilder answer = Response.ok(page);
        if (query.first() + found < total) {
            answer.links(linkTo(uri, "next", query.first() + query.count(), query.count()));
        }
        if (query.first() > 0) {
            answer.links(linkTo(uri, "prev", Math.max(0, query.first() - query.count()), query.count()));
        }
        return answer.build();
    }

    private static Link linkTo(UriInfo uri, String relation, int first, int count) {
        return Link.fromUri(uri.getRequestUriBuilder()
                        .replaceQueryParam("first", first)
                        .replaceQueryParam("count", count)
                        .build())
                .rel(relation)
                .build();
    }
}
