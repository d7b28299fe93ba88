package org.facteur.admin.rest;

import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** The answer with a page of a list, whose Link header leads to its neighbours (RFC 8288). */
final class PageLinks {

    private PageLinks() {}

    /**
     * Of a list whose pages are told by numbers.
     *
     * @param first how many are before the page
     * @param count how many a page has at most
     * @param found how many this one has
     */
    static Response byNumber(Object page, int first, int count, int found, long total, UriInfo uri) {
        Response.ResponseBuilder answer = Response.ok(page);
        if (first + found < total) {
            answer.links(link(uri, "next", first + count, count));
        }
        if (first > 0) {
            answer.links(link(uri, "prev", Math.max(0, first - count), count));
        }
        return answer.build();
    }

    private static Link link(UriInfo uri, String relation, int first, int count) {
        return Link.fromUri(uri.getRequestUriBuilder()
                        .replaceQueryParam("first", first)
                        .replaceQueryParam("count", count)
                        .build())
                .rel(relation)
                .build();
    }

    /**
     * Of a list whose next page is told by where this one ends.
     *
     * @param next null if this is the last
     */
    static Response byPosition(Object page, @Nullable Object next, UriInfo uri) {
        Response.ResponseBuilder answer = Response.ok(page);
        if (next != null) {
            answer.links(Link.fromUri(uri.getRequestUriBuilder()
                            .replaceQueryParam("after", next)
                            .build())
                    .rel("next")
                    .build());
        }
        return answer.build();
    }
}
