package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.access.SharingService;
import org.facteur.mailstore.administration.AdministrationException;

/** Who may do what with the mailboxes of an account (RFC 4314): {@code /api/v1/accounts/ADDRESS/mailboxes}. */
@Path("accounts/{address: [^/]+@[^/]+}/mailboxes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "mailboxes", description = "The mailboxes of an account, and who else may do what with them.")
public class MailboxesResource {

    @Inject
    private SharingService sharing;

    @GET
    @Operation(summary = "The mailboxes, each with what others than its owner may do with it.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = MailboxDocument.class)))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public List<MailboxDocument> list(@PathParam("address") String address) throws AdministrationException {
        return sharing.list(address).stream().map(MailboxDocument::of).toList();
    }

    @GET
    @Path("{mailbox: .+}/acl")
    @Operation(summary = "The access control list of a mailbox, its owner first.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = AccessDocument.class)))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public List<AccessDocument> acl(@PathParam("address") String address, @PathParam("mailbox") String mailbox)
            throws AdministrationException {
        return sharing.acl(address, name(mailbox)).stream()
                .map(AccessDocument::of)
                .toList();
    }

    @PUT
    @Path("{mailbox: .+}/acl/{identifier: [^/]+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Gives an account, or anyone, rights in the place of those that it had; with - in front of the"
                    + " identifier they are denied.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AccessChange")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Access")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public AccessDocument grant(
            @PathParam("address") String address,
            @PathParam("mailbox") String mailbox,
            @PathParam("identifier") String identifier,
            JsonObject body)
            throws AdministrationException {
        return AccessDocument.of(sharing.grant(
                address, name(mailbox), identifier, AccessChange.from(body).rights()));
    }

    @DELETE
    @Path("{mailbox: .+}/acl/{identifier: [^/]+}")
    @Operation(summary = "Takes away whatever an identifier is given, or denied.")
    @APIResponse(responseCode = "204", description = "It has no rights of its own any more.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public void revoke(
            @PathParam("address") String address,
            @PathParam("mailbox") String mailbox,
            @PathParam("identifier") String identifier)
            throws AdministrationException {
        sharing.revoke(address, name(mailbox), identifier);
    }

    private static MailboxName name(String mailbox) {
        return Objects.requireNonNull(RemovedParameters.mailbox("mailbox", mailbox));
    }
}
