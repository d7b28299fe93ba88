package org.facteur.smtp.client;

import java.util.Optional;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop.Protocol;

/**
 * How a client begins.
 *
 * @param hostname what this server calls itself
 * @param tlsAtOnce whether TLS begins before the greeting
 * @param login as whom
 */
public record Introduction(
        String hostname, Protocol protocol, Encryption encryption, boolean tlsAtOnce, Optional<HopLogin> login) {

    /** By SMTP, as nobody. */
    public Introduction(String hostname, Encryption encryption) {
        this(hostname, Protocol.SMTP, encryption, false, Optional.empty());
    }
}
