package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.mailstore.search.SearchIndexer;

/** The index by which messages are found: {@code /api/v1/search}. */
@Path("search")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "search",
        description = "The index by which messages are found; without it they are read, and answers are the same.")
public class SearchIndexResource {

    @Inject
    private SearchIndexer indexer;

    @GET
    @Operation(summary = "How the index of this node is.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SearchIndexDocument.class)))
    public SearchIndexDocument status() {
        return SearchIndexDocument.of(indexer.status());
    }

    @POST
    @Path("rebuild")
    @Operation(summary = "Empties the index of this node and fills it again from the database, in the background.")
    @APIResponse(responseCode = "202", description = "It will be done; GET tells when it is complete.")
    public Response rebuild() {
        indexer.rebuild();
        return Response.accepted().build();
    }
}
