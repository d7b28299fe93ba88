package org.facteur.admin.rest;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.TlsLevel;
import org.facteur.mailstore.queue.RelayRoute;
import org.jspecify.annotations.Nullable;

/** Where mail for a domain goes, as JSON; without the password. */
@Schema(name = "Route")
public record RelayRouteDocument(
        @Schema(example = "example.net", description = "A domain; * for all that have no route of their own.")
        String domain,

        @Schema(example = "backend.example.org", description = "The name or the address of the server that takes it.")
        String host,

        @Schema(type = SchemaType.INTEGER, example = "25") int port,

        @Schema(description = "Whether mail for the domain is taken from other servers, too.")
        boolean receives,

        @Schema(enumeration = {"smtp", "lmtp"}) String protocol,

        @Schema(
                nullable = true,
                example = "verify",
                description = "How much TLS the server takes; null for what holds for its name.")
        @Nullable
        String tls,

        @Schema(description = "Whether TLS begins with the connection, not by STARTTLS.")
        boolean tlsAtOnce,

        @Schema(nullable = true, description = "As whom this server logs in there; null for nobody.") @Nullable
        String user,

        @Schema(description = "Whether the password is sent without TLS, too.")
        boolean passwordInClear,

        @Schema(
                nullable = true,
                example = "192.0.2.7",
                description = "The address of this machine from which the server is connected to; null for whichever.")
        @Nullable
        String source,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant created) {

    static RelayRouteDocument of(RelayRoute route) {
        NextHop hop = route.hop();
        return new RelayRouteDocument(
                route.domain(),
                hop.host(),
                hop.port(),
                route.receives(),
                hop.protocol().name().toLowerCase(Locale.ROOT),
                hop.tls().map(TlsLevel::word).orElse(null),
                hop.tlsAtOnce(),
                hop.login().map(HopLogin::user).orElse(null),
                hop.login().filter(HopLogin::inTheClear).isPresent(),
                hop.source().map(InetAddress::getHostAddress).orElse(null),
                route.created());
    }
}
