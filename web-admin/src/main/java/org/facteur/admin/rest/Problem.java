package org.facteur.admin.rest;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a call, as {@code application/problem+json} (RFC 9457).
 *
 * @param title the reason phrase of the status
 * @param status the HTTP status
 * @param detail a sentence for the person who made the call
 * @param field the JSON member or query parameter that is at fault, or null when none is
 */
@Schema(name = "Problem", description = "What went wrong, as RFC 9457 describes it.")
public record Problem(
        String title, int status, String detail, @Nullable String field) {

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int UNPROCESSABLE = 422;

    /** A problem that the status says all about. */
    public static Problem of(int status) {
        return of(
                status,
                switch (status) {
                    case 401 -> "This needs the administrator's name and password, by HTTP Basic.";
                    case 403 -> "A page of another site may not ask for this.";
                    case 404 -> "There is nothing at this address.";
                    case 405 -> "This method does nothing here.";
                    case 503 -> "The database does not answer; try again later.";
                    case 406 -> "The answers are application/json.";
                    case 415 -> "The body must be application/json.";
                    case 429 -> "Too many failed logins from this address. Wait, then try again.";
                    case 500 -> "The server could not do this. Its log says why.";
                    default -> titleOf(status) + ".";
                });
    }

    static Problem of(int status, String detail) {
        return new Problem(titleOf(status), status, detail, null);
    }

    /** This problem, with the name of what is at fault. */
    Problem in(@Nullable String faultyField) {
        return new Problem(title, status, detail, faultyField);
    }

    public String toJson() {
        JsonObjectBuilder problem = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status)
                .add("detail", detail);
        if (field != null) {
            problem.add("field", field);
        }
        return problem.build().toString();
    }

    Response toResponse() {
        return Response.status(status, title).type(MEDIA_TYPE).entity(toJson()).build();
    }

    private static String titleOf(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known != null ? known.getReasonPhrase() : status == UNPROCESSABLE ? "Unprocessable Content" : "Error";
    }
}
