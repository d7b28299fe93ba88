package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.routing.DomainAliasService;

/** The other names of a domain: {@code /api/v1/domains/NAME/aliases}. */
@Path("domains/{domain}/aliases")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "domains")
public class DomainAliasesResource {

    @Inject
    private DomainAliasService aliases;

    @GET
    @Operation(summary = "The other names of a domain, by name.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = DomainAliasDocument.class)))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public List<DomainAliasDocument> list(@PathParam("domain") String domain) throws AdministrationException {
        return aliases.list(domain).stream().map(DomainAliasDocument::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Gives a domain another name: whatever is at the domain is there, too.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            example = "{\"name\": \"example.net\"}",
                            schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "201",
            description = "It exists now, where Location says.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DomainAlias")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response create(@PathParam("domain") String domain, JsonObject body, @Context UriInfo uri)
            throws AdministrationException {
        String name = new JsonFields(body).only("name").text("name");
        DomainAliasDocument alias = DomainAliasDocument.of(aliases.create(domain, name));
        return Created.in(uri, alias.name(), alias);
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Takes another name away from a domain.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public void delete(@PathParam("domain") String domain, @PathParam("name") String name)
            throws AdministrationException {
        aliases.delete(domain, name);
    }
}
