package org.facteur.wire.tls;

import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.facteur.api.metric.Meters;

/** Counts handshakes: by version and cipher suite those that have come to their end, by the reason those that have not. */
public final class TlsMeters {

    private TlsMeters() {}

    public static void established(SSLSession session) {
        Meters.counter(
                        "facteur_tls_handshakes",
                        "TLS handshakes",
                        Map.of("version", session.getProtocol(), "cipher", session.getCipherSuite()))
                .increment();
    }

    public static void failed(Throwable cause) {
        Meters.counter("facteur_tls_handshakes_failed", "TLS handshakes that failed", Map.of("reason", reason(cause)))
                .increment();
    }

    /** Of these clients that only look whether there is TLS are most: they go away. */
    private static String reason(Throwable cause) {
        if (cause instanceof SslHandshakeTimeoutException) {
            return "timeout";
        }
        return cause instanceof ClosedChannelException ? "closed" : "protocol";
    }
}
