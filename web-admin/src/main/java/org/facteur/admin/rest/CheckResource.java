package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.admin.maintenance.StoreChecks;

/** Whether the store is whole: {@code /api/v1/check}. */
@Path("check")
@RequestScoped
@Tag(name = "maintenance")
public class CheckResource {

    @Inject
    private StoreChecks checks;

    @POST
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "Looks for what cannot be in a store that is whole, and mends it if asked to. A line for each"
                    + " event: progress, found, mended, and in the end done or failed.")
    @APIResponse(responseCode = "200", description = "Lines of text, as it goes.")
    public Response check(@QueryParam("repair") @DefaultValue("false") boolean repair) {
        return EventLines.answer(events -> {
            AtomicInteger found = new AtomicInteger();
            AtomicInteger mended = new AtomicInteger();
            boolean isChecked = checks.check(
                    repair,
                    finding -> {
                        found.incrementAndGet();
                        mended.addAndGet(finding.mended() ? 1 : 0);
                        events.say(finding.mended() ? "mended" : "found", finding.sentence() + ".");
                    },
                    events::progress);
            if (!isChecked) {
                events.say("failed", "Another check is running.");
                return;
            }
            events.say(
                    "done",
                    found.get() == 0
                            ? "The store is whole."
                            : found.get() + " found, " + mended.get() + " of them mended.");
        });
    }
}
