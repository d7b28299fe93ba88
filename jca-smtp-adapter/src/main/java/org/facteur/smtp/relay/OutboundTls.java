package org.facteur.smtp.relay;

import java.util.Map;
import java.util.Optional;
import org.facteur.api.metric.Meters;
import org.facteur.api.queue.ConnectionTls;
import org.facteur.api.queue.ConnectionTls.Verification;

/** Counts how connections to other servers are protected. */
final class OutboundTls {

    private OutboundTls() {}

    /** A connection takes messages. */
    static void ready(Optional<ConnectionTls> tls) {
        Meters.counter(
                        "facteur_outbound_connections",
                        "Connections to other servers, by what protects them",
                        Map.of(
                                "tls",
                                tls.map(ConnectionTls::verification)
                                        .map(Verification::word)
                                        .orElse("none")))
                .increment();
    }

    /** A server has no TLS that works, or not the one that is asked for. */
    static void failed() {
        Meters.counter(
                        "facteur_outbound_tls_failures",
                        "Connections to other servers whose TLS has failed or is not what it has to be",
                        Map.of())
                .increment();
    }
}
