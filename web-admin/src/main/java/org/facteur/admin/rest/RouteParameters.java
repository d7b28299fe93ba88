package org.facteur.admin.rest;

import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteQuery;

/** What the query of {@code GET aliases} and {@code GET groups} says. */
public class RouteParameters extends ListParameters {

    RouteQuery query(RouteKind kind) {
        if (!order().equals("address")) {
            throw ProblemException.invalid("sort", "This is address or -address.");
        }
        return new RouteQuery(kind, filter(), domain(), first(), count(RouteQuery.MAX_COUNT), isDescending());
    }
}
