package org.facteur.wire.listener;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.network.Network;
import org.facteur.wire.abuse.AbuseLimits;

/**
 * What holds for all ports of a listener.
 *
 * @param bind host names or addresses to listen on: {@code localhost} is both loopback addresses, {@code *} every address
 * @param allowPlaintextPasswords whether a password may cross an unencrypted connection that is not from a loopback address
 * @param saslMechanisms the names of those that are offered, in upper case
 * @param tokenIssuer who issues the tokens that clients may log in with; empty if they may not
 * @param maxConnections the most connections at once, all ports together
 * @param maxCompressed the most of them that are compressed
 * @param proxies who comes for others and says so by the PROXY protocol: connections from there begin with its header
 * @param abuse what clients may do before they are refused, slowed or blocked
 */
public record ListenerSettings(
        List<String> bind,
        boolean allowPlaintextPasswords,
        Set<String> saslMechanisms,
        Optional<String> tokenIssuer,
        int maxConnections,
        int maxCompressed,
        List<Network> proxies,
        AbuseLimits abuse) {

    /** How long a TLS handshake may take. */
    public static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

    /** Connections that the operating system completes before they are accepted. */
    public static final int BACKLOG = 1_024;

    public ListenerSettings {
        bind = List.copyOf(bind);
        saslMechanisms = Set.copyOf(saslMechanisms);
        proxies = List.copyOf(proxies);
    }
}
