package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.queue.QueueAdministrationService;

/** Where mail in the queue goes: {@code /api/v1/queue/destinations}. */
@Path("queue/destinations")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queue")
public class QueueDestinationsResource {

    @Inject
    private QueueAdministrationService queue;

    @GET
    @Operation(
            summary = "Destinations for which there is mail, and those that are paused, by name;"
                    + " the Link header leads to the next (RFC 8288).")
    @Parameter(name = "filter", in = ParameterIn.QUERY, description = "Part of the name, in any case.")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "The next of an earlier answer.")
    @Parameter(
            name = "count",
            in = ParameterIn.QUERY,
            description = "The most to answer with, 1 to " + QueueAdministrationService.MAX_COUNT + ".")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueuedDestinationPage")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response list(
            @QueryParam("filter") @DefaultValue("") String filter,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("count") @DefaultValue("" + ListParameters.DEFAULT_COUNT) String count,
            @Context UriInfo uri) {
        int most = ListParameters.number("count", count, 1, QueueAdministrationService.MAX_COUNT);
        QueuedDestinationPage page =
                QueuedDestinationPage.of(queue.destinations(filter.strip(), after, most + 1), most);
        return PageLinks.byPosition(page, page.next(), uri);
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One destination; without items if no mail goes there.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueuedDestination")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public QueuedDestinationDocument find(@PathParam("name") String name) throws AdministrationException {
        return QueuedDestinationDocument.of(queue.destination(name)
                .orElseThrow(() -> AdministrationException.notFound("No mail can go to such a destination.")));
    }

    @POST
    @Path("{name}/pause")
    @Operation(summary = "Tries nothing for this destination until it is resumed.")
    @APIResponse(responseCode = "204", description = "It is paused.")
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public void pause(@PathParam("name") String name) throws AdministrationException {
        queue.pause(name);
    }

    @POST
    @Path("{name}/resume")
    @Operation(summary = "Lets this destination be tried again, and at once what waits for it.")
    @APIResponse(responseCode = "204", description = "It is not paused.")
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public void resume(@PathParam("name") String name) throws AdministrationException {
        queue.resume(name);
    }
}
