package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.queue.RelayRouteService;

/** Where mail leaves this server to: {@code /api/v1/routes}. */
@Path("routes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "routes", description = "Servers that take mail for domains instead of those that DNS names.")
public class RelayRoutesResource {

    @Inject
    private RelayRouteService routes;

    @GET
    @Operation(summary = "All routes, by domain.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, ref = "Route")))
    public List<RelayRouteDocument> list() {
        return routes.list().stream().map(RelayRouteDocument::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Lays a route for a domain, or for all (*).")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewRoute")))
    @APIResponse(
            responseCode = "201",
            description = "It exists now, where Location says.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Route")))
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response create(JsonObject body, @Context UriInfo uri) throws AdministrationException {
        NewRelayRoute wanted = NewRelayRoute.from(body);
        RelayRouteDocument made = RelayRouteDocument.of(routes.create(wanted.domain(), wanted.draft()));
        return Created.in(uri, made.domain(), made);
    }

    @GET
    @Path("{domain}")
    @Operation(summary = "One route.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Route")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public RelayRouteDocument find(@PathParam("domain") String domain) throws AdministrationException {
        return RelayRouteDocument.of(routes.find(domain)
                .orElseThrow(() -> AdministrationException.notFound("There is no route for this domain.")));
    }

    @PUT
    @Path("{domain}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Says anew what a route is; what is tried from then on goes there.",
            description = "A password that is not said is kept, for the same host and user.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewRoute")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Route")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public RelayRouteDocument change(@PathParam("domain") String domain, JsonObject body)
            throws AdministrationException {
        NewRelayRoute wanted = NewRelayRoute.of(domain, body);
        return RelayRouteDocument.of(routes.update(wanted.domain(), wanted.draft()));
    }

    @DELETE
    @Path("{domain}")
    @Operation(summary = "Takes a route away: DNS says again where mail goes.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public void delete(@PathParam("domain") String domain) throws AdministrationException {
        routes.delete(domain);
    }
}
