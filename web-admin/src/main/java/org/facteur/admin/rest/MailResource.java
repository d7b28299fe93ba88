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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.admin.maintenance.Archive;
import org.facteur.admin.maintenance.Archives;
import org.facteur.api.account.AccountId;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.maintenance.ImportReport;
import org.facteur.mailstore.maintenance.MailExport;
import org.facteur.mailstore.maintenance.MaintenanceService;
import org.facteur.mailstore.maintenance.UploadedArchives;

/** All mail of an account, away and here: {@code /api/v1/mail/{address}}; streamed both ways. */
@Path("mail/{address: .+}")
@RequestScoped
@Tag(name = "maintenance")
public class MailResource {

    @Inject
    private Archives archives;

    @Inject
    private MaintenanceService maintenance;

    @Inject
    private UploadedArchives uploads;

    @GET
    @Produces(Archive.MEDIA_TYPE)
    @Operation(summary = "All mail of an account: a Maildir, or with format=mbox mbox files, in a zip archive.")
    @APIResponse(responseCode = "200", description = "A zip archive.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response export(
            @PathParam("address") String address, @QueryParam("format") @DefaultValue("maildir") String format)
            throws AdministrationException {
        MailExport.Format wanted = switch (format.toLowerCase(Locale.ROOT)) {
            case "maildir" -> MailExport.Format.MAILDIR;
            case "mbox" -> MailExport.Format.MBOX;
            default -> throw ProblemException.invalid("format", "This is one of maildir, mbox.");
        };
        return Download.of(archives.mail(address, wanted));
    }

    @POST
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
        java.nio.file.Path archive = uploads.receive(body);
        return EventLines.answer(events -> {
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
}
