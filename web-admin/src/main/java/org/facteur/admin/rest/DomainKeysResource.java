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
import org.facteur.mailstore.signing.DomainKeyService;

/** The keys with which a domain signs its mail: {@code /api/v1/domains/NAME/dkim}. */
@Path("domains/{domain}/dkim")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "domains")
public class DomainKeysResource {

    @Inject
    private DomainKeyService keys;

    @GET
    @Operation(summary = "The keys with which a domain signs its mail, the oldest first.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = DomainKeyDocument.class)))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public List<DomainKeyDocument> list(@PathParam("domain") String domain) throws AdministrationException {
        return keys.list(domain).stream().map(DomainKeyDocument::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes a key, which does not sign before it is made active.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewDomainKey")))
    @APIResponse(
            responseCode = "201",
            description = "It exists now, where Location says.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DomainKey")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response create(@PathParam("domain") String domain, JsonObject body, @Context UriInfo uri)
            throws AdministrationException {
        NewDomainKey wanted = NewDomainKey.from(body);
        DomainKeyDocument key = DomainKeyDocument.of(keys.create(domain, wanted.algorithm(), wanted.wantedSelector()));
        return Created.in(uri, key.selector(), key);
    }

    @GET
    @Path("{selector}")
    @Operation(summary = "One key, with the records to be published.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DomainKey")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public DomainKeyDocument find(@PathParam("domain") String domain, @PathParam("selector") String selector)
            throws AdministrationException {
        return DomainKeyDocument.of(keys.find(domain, selector));
    }

    @GET
    @Path("{selector}/check")
    @Operation(summary = "What the domain name system says of the records of a key; it may take some seconds.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = RecordCheckDocument.class)))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public List<RecordCheckDocument> check(@PathParam("domain") String domain, @PathParam("selector") String selector)
            throws AdministrationException {
        return keys.check(domain, selector).stream()
                .map(RecordCheckDocument::of)
                .toList();
    }

    @PATCH
    @Path("{selector}")
    @Consumes({MediaType.APPLICATION_JSON, JsonObjectReader.MERGE_PATCH})
    @Operation(
            summary = "Lets a key sign (state: active), in place of the one of its algorithm that did; or sign no more"
                    + " (state: retired), when its private half is forgotten.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            example = "{\"state\": \"active\"}",
                            schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DomainKey")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public DomainKeyDocument change(
            @PathParam("domain") String domain, @PathParam("selector") String selector, JsonObject body)
            throws AdministrationException {
        String state = new JsonFields(body).only("state").text("state");
        return DomainKeyDocument.of(
                switch (state) {
                    case "active" -> keys.activate(domain, selector);
                    case "retired" -> keys.retire(domain, selector);
                    default -> throw ProblemException.invalid("state", "This is active or retired.");
                });
    }

    @DELETE
    @Path("{selector}")
    @Operation(summary = "Deletes a key that does not sign.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    public void delete(@PathParam("domain") String domain, @PathParam("selector") String selector)
            throws AdministrationException {
        keys.delete(domain, selector);
    }
}
