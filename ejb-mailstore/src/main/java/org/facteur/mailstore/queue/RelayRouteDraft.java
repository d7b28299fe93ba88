package org.facteur.mailstore.queue;

import java.util.Optional;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.queue.TlsLevel;

/**
 * What a route is to be, as an administrator writes it.
 *
 * @param host a name, or an address of a machine
 * @param tls empty for what holds for the host's name
 * @param user blank if there is no login
 * @param password empty for the one that the route has, which is kept for the same host and user
 * @param source an address of this machine; blank for whichever the system takes
 */
public record RelayRouteDraft(
        String host,
        int port,
        boolean receives,
        Protocol protocol,
        Optional<TlsLevel> tls,
        boolean tlsAtOnce,
        String user,
        Optional<Secret> password,
        boolean passwordInClear,
        String source) {

    /** To a server that is spoken to by SMTP, as nobody. */
    public RelayRouteDraft(String host, int port, boolean receives) {
        this(host, port, receives, Protocol.SMTP, Optional.empty(), false, "", Optional.empty(), false, "");
    }
}
