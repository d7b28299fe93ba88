package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteQuery;
import org.facteur.mailstore.routing.RouteService;
import org.facteur.mailstore.routing.RouteSummary;

/** The aliases of this server: {@code /api/v1/aliases}. */
@Path("aliases")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "aliases", description = "Addresses that lead to other addresses.")
public class AliasesResource {

    @Inject
    private RouteService routes;

    @GET
    @Operation(summary = "A part of the aliases; the Link header leads to the next and the previous (RFC 8288).")
    @Parameter(name = "filter", in = ParameterIn.QUERY, description = "Part of an address, in any case.")
    @Parameter(name = "domain", in = ParameterIn.QUERY, description = "Only those of this domain.")
    @Parameter(name = "sort", in = ParameterIn.QUERY, description = "address, or -address for the other way round.")
    @Parameter(name = "first", in = ParameterIn.QUERY, description = "How many to leave out, from 0.")
    @Parameter(
            name = "count",
            in = ParameterIn.QUERY,
            description = "The most to answer with, 1 to " + RouteQuery.MAX_COUNT + ".")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AliasPage")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response list(@BeanParam RouteParameters parameters, @Context UriInfo uri) {
        RouteQuery query = parameters.query(RouteKind.ALIAS);
        List<RouteSummary> page = routes.page(query);
        long total = routes.count(query);
        return PageLinks.byNumber(
                new AliasPage(page.stream().map(AliasDocument::of).toList(), total, query.first()),
                query.first(),
                query.count(),
                page.size(),
                total,
                uri);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes an alias; @example.test is what that domain gets for nobody else.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewAlias")))
    @APIResponse(
            responseCode = "201",
            description = "It exists now, where Location says.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Alias")))
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response create(JsonObject body, @Context UriInfo uri) throws AdministrationException {
        AliasDocument made = AliasDocument.of(routes.create(NewAlias.from(body).draft()));
        return Created.in(uri, made.address(), made);
    }

    @GET
    @Path("{address: .+}")
    @Operation(summary = "One alias.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Alias")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public AliasDocument find(@PathParam("address") String address) throws AdministrationException {
        return AliasDocument.of(present(address));
    }

    @PATCH
    @Path("{address: .+}")
    @Consumes({MediaType.APPLICATION_JSON, JsonObjectReader.MERGE_PATCH})
    @Operation(summary = "Changes where an alias leads.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AliasPatch")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Alias")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public AliasDocument change(@PathParam("address") String address, JsonObject body) throws AdministrationException {
        return AliasDocument.of(
                routes.update(AliasPatch.from(body).of(present(address).route())));
    }

    @DELETE
    @Path("{address: .+}")
    @Operation(summary = "Deletes an alias; mail for its address is refused from now on.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public void delete(@PathParam("address") String address) throws AdministrationException {
        routes.delete(RouteKind.ALIAS, address);
    }

    private RouteSummary present(String address) throws AdministrationException {
        return routes.find(RouteKind.ALIAS, address)
                .orElseThrow(() -> AdministrationException.notFound("There is no alias of this address."));
    }
}
