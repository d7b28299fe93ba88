package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.queue.TlsLevel;
import org.facteur.mailstore.queue.RelayRouteDraft;
import org.jspecify.annotations.Nullable;

/** A route that is to be laid, or what a route is to be. */
@Schema(name = "NewRoute")
record NewRelayRoute(
        @Schema(
                example = "example.net",
                description = "A domain; * for all. Where the address of the call says it, not here.")
        String domain,

        @Schema(example = "backend.example.org") String host,

        @Schema(type = SchemaType.INTEGER, description = "Unless said otherwise 25, or 24 for LMTP.")
        int port,

        @Schema(description = "False unless said otherwise.")
        boolean receives,

        @Schema(
                enumeration = {"smtp", "lmtp"},
                description = "smtp unless said otherwise.")
        String protocol,

        @Schema(
                nullable = true,
                example = "verify",
                description =
                        "How much TLS the server takes, as a policy of TLS says it; null for what holds for its name.")
        @Nullable
        String tls,

        @Schema(description = "Whether TLS begins with the connection, not by STARTTLS. False unless said otherwise.")
        boolean tlsAtOnce,

        @Schema(nullable = true, description = "As whom this server logs in there; null for nobody.") @Nullable
        String user,

        @Schema(
                nullable = true,
                description = "Never shown. Where it is not said, the one of the same host and user is kept.")
        @Nullable
        String password,

        @Schema(description = "Whether the password is sent without TLS, too. False unless said otherwise.")
        boolean passwordInClear,

        @Schema(
                nullable = true,
                example = "192.0.2.7",
                description = "The address of this machine from which the server is connected to; null for whichever.")
        @Nullable
        String source) {

    private static final String[] FIELDS = {
        "host", "port", "receives", "protocol", "tls", "tlsAtOnce", "user", "password", "passwordInClear", "source"
    };

    private static final int SMTP = 25;
    private static final int LMTP = 24;

    static NewRelayRoute from(JsonObject body) {
        String[] all = Arrays.copyOf(FIELDS, FIELDS.length + 1);
        all[FIELDS.length] = "domain";
        JsonFields fields = new JsonFields(body).only(all);
        return of(fields.text("domain"), fields);
    }

    static NewRelayRoute of(String domain, JsonObject body) {
        return of(domain, new JsonFields(body).only(FIELDS));
    }

    private static NewRelayRoute of(String domain, JsonFields fields) {
        String protocol = fields.optionalText("protocol").orElse("smtp");
        if (!protocol.equals("smtp") && !protocol.equals("lmtp")) {
            throw ProblemException.invalid("protocol", "This must be smtp or lmtp.");
        }
        @Nullable Long port = fields.nullableNumber("port");
        long number = port != null ? port : protocol.equals("lmtp") ? LMTP : SMTP;
        if (number < 1 || number > 65_535) {
            throw ProblemException.invalid("port", "A port is from 1 to 65535.");
        }
        @Nullable String tls = fields.nullableText("tls");
        if (tls != null && TlsLevel.of(tls).isEmpty()) {
            throw ProblemException.invalid(
                    "tls",
                    "This must be null or one of "
                            + Arrays.stream(TlsLevel.values())
                                    .map(TlsLevel::word)
                                    .collect(Collectors.joining(", ")) + ".");
        }
        return new NewRelayRoute(
                domain,
                fields.text("host"),
                (int) number,
                fields.optionalTruth("receives").orElse(false),
                protocol,
                tls,
                fields.optionalTruth("tlsAtOnce").orElse(false),
                fields.nullableText("user"),
                fields.nullableText("password"),
                fields.optionalTruth("passwordInClear").orElse(false),
                fields.nullableText("source"));
    }

    RelayRouteDraft draft() {
        return new RelayRouteDraft(
                host,
                port,
                receives,
                Protocol.valueOf(protocol.toUpperCase(Locale.ROOT)),
                Optional.ofNullable(tls).flatMap(TlsLevel::of),
                tlsAtOnce,
                user == null ? "" : user,
                Optional.ofNullable(password).map(Secret::new),
                passwordInClear,
                source == null ? "" : source);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "NewRelayRoute[" + domain + " " + host + ":" + port + "]";
    }
}
