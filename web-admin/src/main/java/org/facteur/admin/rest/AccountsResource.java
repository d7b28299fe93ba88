package org.facteur.admin.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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
import org.facteur.mailstore.account.AccountQuery;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.account.AccountSummary;
import org.facteur.mailstore.administration.AdministrationException;

/** The accounts of this server: {@code /api/v1/accounts}. */
@Path("accounts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts", description = "The people, and programs, that have mailboxes here.")
public class AccountsResource {

    @Inject
    private AccountService accounts;

    @GET
    @Operation(summary = "A part of the accounts; the Link header leads to the next and the previous (RFC 8288).")
    // described here, not at the fields of AccountParameters: there Payara's document fails with a NullPointerException
    @Parameter(name = "filter", in = ParameterIn.QUERY, description = "Part of an address, in any case.")
    @Parameter(name = "domain", in = ParameterIn.QUERY, description = "Only the accounts of this domain.")
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "address, quota, used or created; with a minus in front the other way round.")
    @Parameter(name = "first", in = ParameterIn.QUERY, description = "How many to leave out, from 0.")
    @Parameter(
            name = "count",
            in = ParameterIn.QUERY,
            description = "The most to answer with, 1 to " + AccountQuery.MAX_COUNT + ".")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AccountPage")))
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response list(@BeanParam AccountParameters parameters, @Context UriInfo uri) {
        AccountQuery query = parameters.query();
        List<AccountSummary> page = accounts.page(query);
        long total = accounts.count(query);
        return PageLinks.byNumber(
                new AccountPage(page.stream().map(AccountDocument::of).toList(), total, query.first()),
                query.first(),
                query.count(),
                page.size(),
                total,
                uri);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes an account in a domain that exists, with its first mailboxes.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewAccount")))
    @APIResponse(
            responseCode = "201",
            description = "It exists now, where Location says.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Account")))
    @APIResponse(responseCode = "409", ref = AdministrationApi.CONFLICT)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public Response create(JsonObject body, @Context UriInfo uri) throws AdministrationException {
        NewAccount wanted = NewAccount.from(body);
        AccountDocument account =
                AccountDocument.of(accounts.create(wanted.address(), wanted.password(), wanted.quota()));
        return Created.in(uri, account.address(), account);
    }

    @GET
    @Path("{address: .+}")
    @Operation(summary = "One account.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Account")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public AccountDocument find(@PathParam("address") String address) throws AdministrationException {
        return accounts.find(address)
                .map(AccountDocument::of)
                .orElseThrow(() -> AdministrationException.notFound("There is no account of this address."));
    }

    @PATCH
    @Path("{address: .+}")
    @Consumes({MediaType.APPLICATION_JSON, JsonObjectReader.MERGE_PATCH})
    @Operation(summary = "Changes the password, the quotas, or what the account is; what is absent stays.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AccountPatch")))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Account")))
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = AdministrationApi.INVALID)
    public AccountDocument change(@PathParam("address") String address, JsonObject body)
            throws AdministrationException {
        return AccountDocument.of(accounts.update(address, AccountPatch.from(body)));
    }

    @DELETE
    @Path("{address: .+}")
    @Operation(summary = "Deletes an account and all its mail, for ever.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = AdministrationApi.NOT_FOUND)
    public void delete(@PathParam("address") String address) throws AdministrationException {
        accounts.delete(address);
    }
}
