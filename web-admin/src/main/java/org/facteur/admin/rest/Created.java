package org.facteur.admin.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The answer to who has made something: 201, what it is now, and where. */
final class Created {

    private Created() {}

    /** @param name of what has been made, in the collection that was asked */
    static Response in(UriInfo collection, String name, Object document) {
        return Response.created(
                        collection.getAbsolutePathBuilder().segment(name).build())
                .entity(document)
                .build();
    }
}
