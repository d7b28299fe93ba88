package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.removal.RemovedMessageService;
import org.facteur.mailstore.removal.RemovedQuery;

/** What the owner of an account has removed: {@code /api/v1/accounts/ADDRESS/removed}. */
@Path("accounts/{address: [^/]+@[^/]+}/removed")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "removed messages", description = "Messages that were removed, and can be had back for some time.")
public class RemovedMessagesResource {

    @Inject
    private RemovedMessageService messages;

    @GET
    @Operation(
            summary = "A part of what has been removed, the last first; the Link header leads to the next (RFC 8288).")
    @Parameter(name = "mailbox", in = ParameterIn.QUERY, description = "Only what was in the mailbox of this name.")
    @Parameter(name = "subject", in = ParameterIn.QUERY, description = "Part of the subject, in any case.")
    @Parameter(
            name = "sender",
            in = ParameterIn.QUERY,
            description = "Part of the name or address of the sender, in any case.")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Only what was removed at this moment or later.")
    @Parameter(name = "until", in = ParameterIn.QUERY, description = "Only what was removed before this moment.")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "The next of an earlier answer.")
    @Parameter(
            name = "count",
            in = ParameterIn.QUERY,
            description = "The most to answer with, 1 to " + RemovedQuery.MAX_COUNT + ".")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "RemovedMessagePage")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response list(
            @PathParam("address") String address, @BeanParam RemovedParameters parameters, @Context UriInfo uri)
            throws AdministrationException {
        RemovedMessagePage page = RemovedMessagePage.of(messages.list(address, parameters.query()));
        return PageLinks.byPosition(page, page.next(), uri);
    }

    @POST
    @Path("restore")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Puts messages back, each with a new UID and with its flags and date.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Restore")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Restored")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public RestoredDocument restore(@PathParam("address") String address, JsonObject body)
            throws AdministrationException {
        RestoreRequest wanted = RestoreRequest.from(body);
        return new RestoredDocument(
                wanted.ids() != null
                        ? messages.restore(address, wanted.ids(), wanted.into())
                        : messages.restoreAll(address, Objects.requireNonNull(wanted.selection()), wanted.into()));
    }
}
