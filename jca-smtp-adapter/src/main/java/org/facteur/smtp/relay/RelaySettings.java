package org.facteur.smtp.relay;

import java.util.Optional;
import org.facteur.api.queue.NextHop;

/**
 * How mail is passed on.
 *
 * @param hostname what this server calls itself
 * @param smarthost takes all mail, if there is one
 * @param port of the servers that DNS names
 * @param ownPort where this server takes mail from others: what would come back to it is not sent
 * @param connections at once, to all destinations together
 * @param connectionsPerDestination at once
 */
public record RelaySettings(
        String hostname,
        Optional<NextHop> smarthost,
        int port,
        int ownPort,
        int connections,
        int connectionsPerDestination,
        RelayTimeouts timeouts,
        RelayTls tls) {

    /** At once: where all mail goes to one server, as many as one may have. */
    int connectionsInAll() {
        return smarthost.isPresent() ? Math.min(connections, connectionsPerDestination) : connections;
    }
}
