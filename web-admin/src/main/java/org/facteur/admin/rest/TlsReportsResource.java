package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.tlsreport.ReceivedReport;
import org.facteur.mailstore.tlsreport.TlsReportService;

/** Reports of how the TLS of connections between mail servers goes: {@code /api/v1/tls-reports}. */
@Path("tls-reports")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tls-reports", description = "Reports on TLS (RFC 8460): those that others send, and those sent to them.")
public class TlsReportsResource {

    @Inject
    private TlsReportService reports;

    @GET
    @Operation(
            summary = "A part of the reports that have come, the newest first; the Link header leads to the next (RFC"
                    + " 8288).")
    @Parameter(name = "domain", in = ParameterIn.QUERY, description = "About which they are.")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Those behind the report of this id.")
    @Parameter(
            name = "count",
            in = ParameterIn.QUERY,
            description = "The most to answer with, 1 to " + TlsReportService.MAX_COUNT + ".")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReceivedTlsReportPage")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response list(
            @QueryParam("domain") @DefaultValue("") String domain,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("count") @DefaultValue("" + ListParameters.DEFAULT_COUNT) String count,
            @Context UriInfo uri) {
        int most = ListParameters.number("count", count, 1, TlsReportService.MAX_COUNT);
        if (!after.matches("[0-9]{0,18}")) {
            throw ProblemException.invalid("after", "This is the id of a report.");
        }
        List<ReceivedReport> found =
                reports.list(domain, after.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(after)), most);
        return PageLinks.byPosition(
                new ReceivedTlsReportPage(
                        found.stream().map(ReceivedTlsReportDocument::of).toList()),
                found.size() < most ? null : found.get(most - 1).id(),
                uri);
    }

    @GET
    @Path("{id: [0-9]{1,18}}")
    @Operation(summary = "One report that has come, with what failed.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReceivedTlsReport")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public ReceivedTlsReportDocument find(@PathParam("id") long id) throws AdministrationException {
        return ReceivedTlsReportDocument.of(reports.find(id));
    }

    @POST
    @Path("read")
    @Operation(summary = "Reads the reports that have come since, which otherwise happens each minute.")
    @APIResponse(responseCode = "204", description = "They are read.")
    public void read() {
        reports.read();
    }

    @POST
    @Path("send")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sends a domain at once what has been collected for it, without waiting for the end of the day.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            example = "{\"domain\": \"example.net\"}",
                            schema = @Schema(implementation = Object.class)))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "SentTlsReport")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public SentTlsReportDocument send(JsonObject body) throws AdministrationException {
        return SentTlsReportDocument.of(
                reports.send(new JsonFields(body).only("domain").text("domain")));
    }
}
