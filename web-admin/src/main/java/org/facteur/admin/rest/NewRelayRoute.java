package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A route that is to be laid, or what a route is to be. */
@Schema(name = "NewRoute")
record NewRelayRoute(
        @Schema(
                example = "example.net",
                description = "A domain; * for all. Where the address of the call says it, not here.")
        String domain,

        @Schema(example = "backend.example.org") String host,

        @Schema(type = SchemaType.INTEGER, description = "25 unless said otherwise.")
        int port,

        @Schema(description = "False unless said otherwise.")
        boolean receives) {

    private static final long SMTP = 25;

    static NewRelayRoute from(JsonObject body) {
        JsonFields fields = new JsonFields(body).only("domain", "host", "port", "receives");
        return of(fields.text("domain"), fields);
    }

    static NewRelayRoute of(String domain, JsonObject body) {
        return of(domain, new JsonFields(body).only("host", "port", "receives"));
    }

    private static NewRelayRoute of(String domain, JsonFields fields) {
        @Nullable Long port = fields.nullableNumber("port");
        long number = port == null ? SMTP : port;
        if (number < 1 || number > 65_535) {
            throw ProblemException.invalid("port", "A port is from 1 to 65535.");
        }
        return new NewRelayRoute(
                domain,
                fields.text("host"),
                (int) number,
                fields.optionalTruth("receives").orElse(false));
    }
}
