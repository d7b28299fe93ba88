package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.queue.QueueAdministrationService;
import org.facteur.mailstore.queue.QueueSelection;

/** Mail on its way to other servers: {@code /api/v1/queue}. An item is one recipient of a message. */
@Path("queue")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queue", description = "Mail on its way to other servers; an item is one recipient of a message.")
public class QueueResource {

    @Inject
    private QueueAdministrationService queue;

    @GET
    @Operation(summary = "A part of the queue, the oldest first; the Link header leads to the next (RFC 8288).")
    @Parameter(name = "destination", in = ParameterIn.QUERY, description = "Only what goes to this domain.")
    @Parameter(name = "sender", in = ParameterIn.QUERY, description = "Part of the sender's address, in any case.")
    @Parameter(name = "recipient", in = ParameterIn.QUERY, description = "Part of the address, in any case.")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "Only waiting, working or held.")
    @Parameter(
            name = "before",
            in = ParameterIn.QUERY,
            description = "Only of messages that were accepted at this moment or earlier.")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "The next of an earlier answer.")
    @Parameter(
            name = "count",
            in = ParameterIn.QUERY,
            description = "The most to answer with, 1 to " + QueueAdministrationService.MAX_COUNT + ".")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueuePage")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response list(@BeanParam QueueParameters parameters, @Context UriInfo uri) {
        int count = parameters.count(QueueAdministrationService.MAX_COUNT);
        QueuePage page = QueuePage.of(
                queue.list(parameters.selection(), parameters.numberAfter().orElse(0L), count + 1), count);
        return PageLinks.byPosition(page, page.next(), uri);
    }

    @GET
    @Path("{id: [0-9]{1,18}}")
    @Operation(summary = "One item.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueuedItem")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public QueuedItemDocument find(@PathParam("id") long id) throws AdministrationException {
        return QueuedItemDocument.of(queue.find(id));
    }

    @GET
    @Path("counts")
    @Operation(summary = "How many items there are in each state.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueueCounts")))
    public QueueCountsDocument counts() {
        return QueueCountsDocument.of(queue.counts());
    }

    @GET
    @Path("{id: [0-9]{1,18}}/attempts")
    @Operation(summary = "What was said each time an item was tried, the last first; of many the last ones are kept.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, ref = "QueuedAttempt")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public List<QueuedAttemptDocument> attempts(@PathParam("id") long id) throws AdministrationException {
        queue.find(id);
        return queue.attempts(id).stream().map(QueuedAttemptDocument::of).toList();
    }

    @POST
    @Path("{id: [0-9]{1,18}}/redirect")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sends an item to another address of another server, at once.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueueRedirect")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueuedItem")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public QueuedItemDocument redirect(@PathParam("id") long id, JsonObject body) throws AdministrationException {
        queue.redirect(id, QueueRedirect.from(body).recipient());
        return QueuedItemDocument.of(queue.find(id));
    }

    @DELETE
    @Path("{id: [0-9]{1,18}}")
    @Operation(summary = "Takes an item out of the queue.")
    @Parameter(
            name = "report",
            in = ParameterIn.QUERY,
            description = "Whether its sender is told that it was not delivered; true unless said otherwise.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    public void delete(@PathParam("id") long id, @QueryParam("report") @DefaultValue("true") boolean report)
            throws AdministrationException {
        queue.delete(id, report);
    }

    @POST
    @Path("retry")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tries items now, without waiting for their time; those that are held stay so.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueueSelection")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueueChange")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public QueueChangeDocument retry(JsonObject body) {
        return new QueueChangeDocument(queue.retry(QueueRequest.from(body)));
    }

    @POST
    @Path("hold")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tries items no more until they are released; those that are being delivered are left alone.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueueSelection")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueueChange")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public QueueChangeDocument hold(JsonObject body) {
        return new QueueChangeDocument(queue.hold(QueueRequest.from(body)));
    }

    @POST
    @Path("release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tries held items now.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueueSelection")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueueChange")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public QueueChangeDocument release(JsonObject body) {
        return new QueueChangeDocument(queue.release(QueueRequest.from(body)));
    }

    @POST
    @Path("reschedule")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tries items at a moment of the next days; those that are held stay so.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            description =
                                                    "A QueueSelection, and beside it at: the moment, as RFC 3339 has"
                                                            + " it.",
                                            ref = "QueueSelection")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "QueueChange")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public QueueChangeDocument reschedule(JsonObject body) throws AdministrationException {
        JsonFields fields = new JsonFields(body);
        QueueSelection selection = QueueRequest.fromReschedule(fields);
        Instant at = fields.optionalMoment("at").orElseThrow(() -> ProblemException.invalid("at", "This is required."));
        return new QueueChangeDocument(queue.reschedule(selection, at));
    }
}
