package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.OverviewService;
import org.facteur.mailstore.administration.StoreUnavailableException;
import org.facteur.mailstore.maintenance.ImportReport;
import org.facteur.mailstore.maintenance.MailExport;
import org.facteur.mailstore.maintenance.MaintenanceException;
import org.facteur.mailstore.maintenance.MaintenanceService;
import org.facteur.mailstore.maintenance.Progress;

/** Maintenance: {@code /api/v1/backup}, {@code /api/v1/check}, {@code /api/v1/mail/{address}}; everything is streamed. */
@Path("")
@RequestScoped
@Tag(name = "maintenance")
public class MaintenanceResource {

    private static final System.Logger LOG = System.getLogger(MaintenanceResource.class.getName());
    private static final String ZIP = "application/zip";

    @Inject
    private MaintenanceService maintenance;

    @Inject
    private OverviewService overviews;

    @GET
    @Path("backup")
    @Produces(ZIP)
    @Operation(summary = "The whole store as it is at this moment; ./facteur restore makes a store of it.")
    @APIResponse(responseCode = "200", description = "A zip archive.")
    public Response backup() {
        return download("facteur-" + LocalDate.now(ZoneId.systemDefault()) + ".zip", out -> {
            try {
                maintenance.backup(out, Progress.SILENT);
            } catch (SQLException e) {
                throw new IOException("The database does not answer: " + e.getMessage(), e);
            }
        });
    }

    @POST
    @Path("check")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "Looks for what cannot be in a store that is whole, and mends it if asked to. A line for each"
                    + " event: progress, found, mended, and in the end done or failed.")
    @APIResponse(responseCode = "200", description = "Lines of text, as it goes.")
    public Response check(@QueryParam("repair") @DefaultValue("false") boolean repair) {
        return lines(events -> {
            AtomicInteger found = new AtomicInteger();
            AtomicInteger mended = new AtomicInteger();
            maintenance.check(
                    repair,
                    finding -> {
                        found.incrementAndGet();
                        mended.addAndGet(finding.mended() ? 1 : 0);
                        events.say(finding.mended() ? "mended" : "found", finding.sentence() + ".");
                    },
                    events::progress);
            events.say(
                    "done",
                    found.get() == 0
                            ? "The store is whole."
                            : found.get() + " found, " + mended.get() + " of them mended.");
        });
    }

    @GET
    @Path("mail/{address: .+}")
    @Produces(ZIP)
    @Operation(summary = "All mail of an account: a Maildir, or with format=mbox mbox files, in a zip archive.")
    @APIResponse(responseCode = "200", description = "A zip archive.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response export(
            @PathParam("address") String address, @QueryParam("format") @DefaultValue("maildir") String format)
            throws AdministrationException {
        AccountId account = maintenance.account(address);
        MailExport.Format wanted = switch (format.toLowerCase(Locale.ROOT)) {
            case "maildir" -> MailExport.Format.MAILDIR;
            case "mbox" -> MailExport.Format.MBOX;
            default -> throw ProblemException.invalid("format", "This is one of maildir, mbox.");
        };
        return download(address.replaceAll("[^A-Za-z0-9.@_-]", "_") + ".zip", out -> {
            try {
                maintenance.export(account, wanted, out);
            } catch (MailStoreException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
    }

    @POST
    @Path("mail/{address: .+}")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "Puts the mail of a zip archive (Maildir or mbox files), or of an mbox file, into an account. A"
                    + " line for each event: progress, skipped, and in the end done or failed.")
    @APIResponse(responseCode = "200", description = "Lines of text, as it goes.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public Response read(@PathParam("address") String address, InputStream body)
            throws AdministrationException, IOException {
        AccountId account = maintenance.account(address);
        java.nio.file.Path archive =
                Files.createTempFile(java.nio.file.Path.of(overviews.overview().dataFolder()), "import-", ".tmp");
        try {
            Files.copy(body, archive, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(archive);
            throw e;
        }
        return lines(events -> {
            try {
                ImportReport report = maintenance.read(account, archive, events::progress);
                report.skipped().forEach(what -> events.say("skipped", what + "."));
                events.say(
                        "done",
                        report.messages() + " messages are in the account, " + report.mailboxes()
                                + " mailboxes were made for them.");
            } finally {
                Files.deleteIfExists(archive);
            }
        });
    }

    private static Response download(String name, StreamingOutput content) {
        return Response.ok(content, ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    private interface Work {

        void run(EventLines events) throws IOException, SQLException, MailStoreException;
    }

    private static Response lines(Work work) {
        StreamingOutput content = (OutputStream out) -> {
            EventLines events = new EventLines(out);
            try {
                work.run(events);
            } catch (MaintenanceException | MailStoreException e) {
                events.say("failed", e.getMessage() + ".");
            } catch (SQLException | StoreUnavailableException e) {
                LOG.log(System.Logger.Level.WARNING, "Maintenance fails: {0}", e.getMessage());
                events.say("failed", "The database does not answer; try again later.");
            }
        };
        return Response.ok(content, MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .build();
    }
}
