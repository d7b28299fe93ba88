package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.admin.maintenance.Archive;
import org.facteur.admin.maintenance.Archives;

/** The whole store in a file: {@code /api/v1/backup}. */
@Path("backup")
@RequestScoped
@Tag(name = "maintenance")
public class BackupResource {

    @Inject
    private Archives archives;

    @GET
    @Produces(Archive.MEDIA_TYPE)
    @Operation(summary = "The whole store as it is at this moment; ./facteur restore makes a store of it.")
    @APIResponse(responseCode = "200", description = "A zip archive.")
    public Response backup() {
        return Download.of(archives.backup());
    }
}
