package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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
import org.facteur.mailstore.history.HistoryService;

/** What became of messages: {@code /api/v1/history}. */
@Path("history")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "history", description = "What became of messages.")
public class HistoryResource {

    @Inject
    private HistoryService history;

    @GET
    @Operation(
            summary = "A part of the messages, the newest first; the Link header leads to the next (RFC 8288).",
            description = "Where much has to be looked through, a part has fewer messages than were asked for, or none,"
                    + " and there is a next one still.")
    @Parameter(name = "sender", in = ParameterIn.QUERY, description = "Part of the sender's address, in any case.")
    @Parameter(
            name = "recipient",
            in = ParameterIn.QUERY,
            description = "Part of the address of a recipient, or of the account it led to, in any case.")
    @Parameter(name = "messageId", in = ParameterIn.QUERY, description = "The Message-ID, exactly.")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Not earlier than this moment.")
    @Parameter(name = "until", in = ParameterIn.QUERY, description = "Earlier than this moment.")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "The next of an earlier answer.")
    @Parameter(
            name = "count",
            in = ParameterIn.QUERY,
            description = "The most to answer with, 1 to " + HistoryService.MAX_COUNT + ".")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "HistoryPage")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response list(@BeanParam HistoryParameters parameters, @Context UriInfo uri) {
        HistoryPageDocument page = HistoryPageDocument.of(
                history.list(parameters.query(), parameters.position(), parameters.count(HistoryService.MAX_COUNT)));
        return PageLinks.byPosition(page, page.next(), uri);
    }

    @GET
    @Path("{id: [0-9]{1,19}}")
    @Operation(summary = "The life of one message.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "HistoryDetail")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public HistoryDetailDocument find(@PathParam("id") long id) throws AdministrationException {
        return HistoryDetailDocument.of(history.find(id));
    }
}
