package org.facteur.wire.sasl;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.facteur.api.account.Authenticator;
import org.facteur.wire.session.ConnectionContext;

/** The SASL mechanisms of this server, the preferred first: a new one is a class of its own and a line here. */
public final class SaslMechanisms {

    private static final List<SaslMechanism> ALL = List.of(new PlainMechanism(), new LoginMechanism());

    private SaslMechanisms() {}

    /** The names of the mechanisms that a connection may use now, to be announced; possibly none. */
    public static List<String> offered(ConnectionContext connection) {
        return ALL.stream()
                .filter(mechanism -> isAllowed(mechanism, connection))
                .map(SaslMechanism::name)
                .toList();
    }

    /** Whether there is such a mechanism at all, so that a refusal can ask for TLS where that would help. */
    public static boolean exists(String name) {
        return find(name).isPresent();
    }

    /**
     * Prepares an exchange.
     *
     * @param name of the mechanism, in any case
     * @param authenticator verifies what the client sends
     * @return empty if there is no such mechanism, or this connection may not use it
     */
    public static Optional<SaslExchange> begin(String name, Authenticator authenticator, ConnectionContext connection) {
        InetAddress client = connection.remoteAddress().getAddress();
        return find(name)
                .filter(mechanism -> isAllowed(mechanism, connection))
                .map(mechanism -> new SaslExchange(mechanism.begin(authenticator, client)));
    }

    private static Optional<SaslMechanism> find(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return ALL.stream().filter(mechanism -> mechanism.name().equals(wanted)).findFirst();
    }

    private static boolean isAllowed(SaslMechanism mechanism, ConnectionContext connection) {
        return !mechanism.exposesPassword() || connection.allowsPlaintextPassword();
    }
}
