package org.facteur.api.queue;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The server that takes the mail for a destination, instead of those that DNS names, and how it is spoken to.
 *
 * @param host a name, or an address of a machine
 * @param port 1 to 65535
 * @param tls how much TLS it takes; empty for what holds for its name
 * @param tlsAtOnce whether TLS begins with the connection, not by STARTTLS; then it is never without (RFC 8314 section 3)
 * @param login empty if it takes mail from this server without
 * @param source from which of this machine's addresses it is connected to; empty for whichever the system takes
 */
public record NextHop(
        String host,
        int port,
        Protocol protocol,
        Optional<TlsLevel> tls,
        boolean tlsAtOnce,
        Optional<HopLogin> login,
        Optional<InetAddress> source) {

    /** What a server speaks. */
    public enum Protocol {
        SMTP,
        /** RFC 2033: it delivers, and answers the content for each recipient. */
        LMTP
    }

    public NextHop {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("No port: " + port);
        }
    }

    /** By SMTP, without a login, and with what TLS holds for its name. */
    public NextHop(String host, int port) {
        this(host, port, Protocol.SMTP, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /** The same server, which is logged in at. */
    public NextHop with(HopLogin as) {
        return new NextHop(host, port, protocol, tls, tlsAtOnce, Optional.of(as), source);
    }
}
