package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainService;

/** The domains that this server receives mail for: {@code /api/v1/domains}. */
@Path("domains")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "domains", description = "The domains that this server receives mail for.")
public class DomainsResource {

    @Inject
    private DomainService domains;

    @GET
    @Operation(summary = "All domains, by name.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = DomainDocument.class)))
    public List<DomainDocument> list() {
        return domains.list().stream().map(DomainDocument::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes a domain; from now on this server receives its mail.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewDomain")))
    @APIResponse(
            responseCode = "201",
            description = "It exists now, where Location says.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Domain")))
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response create(JsonObject body, @Context UriInfo uri) throws AdministrationException {
        NewDomain wanted = NewDomain.from(body);
        DomainDocument domain = DomainDocument.of(domains.create(wanted.name(), wanted.defaultQuota()));
        return Created.in(uri, domain.name(), domain);
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One domain.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Domain")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public DomainDocument find(@PathParam("name") String name) throws AdministrationException {
        return domains.find(name)
                .map(DomainDocument::of)
                .orElseThrow(() -> AdministrationException.notFound("There is no domain of this name."));
    }

    @PATCH
    @Path("{name}")
    @Consumes({MediaType.APPLICATION_JSON, JsonObjectReader.MERGE_PATCH})
    @Operation(summary = "Changes what the accounts of a domain may keep; what is absent stays.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DomainPatch")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Domain")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public DomainDocument change(@PathParam("name") String name, JsonObject body) throws AdministrationException {
        return DomainDocument.of(domains.update(name, DomainPatch.from(body, name)));
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Deletes a domain that has no accounts.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    public void delete(@PathParam("name") String name) throws AdministrationException {
        domains.delete(name);
    }
}
