package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
import org.facteur.mailstore.tls.TlsPolicy;
import org.facteur.mailstore.tls.TlsPolicyService;

/** How mail is protected on its way: {@code /api/v1/tls-policies}. */
@Path("tls-policies")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tls-policies", description = "How much TLS mail for a domain takes on its way.")
public class TlsPoliciesResource {

    @Inject
    private TlsPolicyService policies;

    @GET
    @Operation(summary = "A part of the policies, by domain; the Link header leads to the next (RFC 8288).")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Those behind this domain.")
    @Parameter(
            name = "count",
            in = ParameterIn.QUERY,
            description = "The most to answer with, 1 to " + TlsPolicyService.MAX_COUNT + ".")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TlsPolicyPage")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("count") @DefaultValue("" + ListParameters.DEFAULT_COUNT) String count,
            @Context UriInfo uri) {
        int most = ListParameters.number("count", count, 1, TlsPolicyService.MAX_COUNT);
        List<TlsPolicy> found = policies.list(after, most);
        TlsPolicyPage page =
                new TlsPolicyPage(found.stream().map(TlsPolicyDocument::of).toList());
        return PageLinks.byPosition(
                page, found.size() < most ? null : found.get(most - 1).domain(), uri);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes a policy for a domain.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TlsPolicy")))
    @APIResponse(
            responseCode = "201",
            description = "It exists now, where Location says.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TlsPolicy")))
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response create(JsonObject body, @Context UriInfo uri) throws AdministrationException {
        JsonFields fields = new JsonFields(body).only("domain", "level", "names");
        TlsPolicyDocument made = TlsPolicyDocument.of(policies.create(
                fields.text("domain"),
                fields.text("level"),
                fields.optionalTexts("names", TlsPolicyService.MAX_NAMES).orElse(List.of())));
        return Created.in(uri, made.domain(), made);
    }

    @GET
    @Path("{domain}")
    @Operation(summary = "The policy for a domain.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TlsPolicy")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public TlsPolicyDocument find(@PathParam("domain") String domain) throws AdministrationException {
        return TlsPolicyDocument.of(policies.find(domain));
    }

    @PATCH
    @Path("{domain}")
    @Consumes({MediaType.APPLICATION_JSON, JsonObjectReader.MERGE_PATCH})
    @Operation(summary = "Changes the policy for a domain; names that are not said go with the level.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            example = "{\"level\": \"verify\"}",
                            schema = @Schema(ref = "TlsPolicy")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TlsPolicy")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public TlsPolicyDocument change(@PathParam("domain") String domain, JsonObject body)
            throws AdministrationException {
        JsonFields fields = new JsonFields(body).only("level", "names");
        TlsPolicyDocument present = find(domain);
        String level = fields.optionalText("level").orElse(present.level());
        List<String> names = fields.optionalTexts("names", TlsPolicyService.MAX_NAMES)
                .orElse(level.equals(present.level()) ? present.names() : List.of());
        return TlsPolicyDocument.of(policies.change(domain, level, names));
    }

    @DELETE
    @Path("{domain}")
    @Operation(summary = "Deletes the policy for a domain: what holds for all holds for it, too.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public void delete(@PathParam("domain") String domain) throws AdministrationException {
        policies.delete(domain);
    }
}
