package org.facteur.wire.sasl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.facteur.api.account.Authenticator;
import org.facteur.wire.session.ConnectionContext;

/** The SASL mechanisms of this server, the preferred first: a new one is a class of its own and a line here. */
public final class SaslMechanisms {

    private static final List<SaslMechanism> ALL = List.of(
            new ExternalMechanism(),
            new ScramMechanism(true),
            new ScramMechanism(false),
            TokenMechanism.oauthBearer(),
            TokenMechanism.xoauth2(),
            new PlainMechanism(),
            new LoginMechanism());

    private SaslMechanisms() {}

    /** The names of the mechanisms that a connection may use now, to be announced; possibly none. */
    public static List<String> offered(ConnectionContext connection) {
        return ALL.stream()
                .filter(mechanism -> isAllowed(mechanism, connection))
                .map(SaslMechanism::name)
                .toList();
    }

    /** The names of all there are. */
    public static Set<String> names() {
        return ALL.stream().map(SaslMechanism::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether such a mechanism is offered at all, so that a refusal can ask for TLS where that would help. */
    public static boolean exists(String name, ConnectionContext connection) {
        return find(name)
                .filter(mechanism -> connection.offersMechanism(mechanism.name()))
                .filter(mechanism -> mechanism.isConfigured(connection))
                .isPresent();
    }

    /**
     * Prepares an exchange.
     *
     * @param name of the mechanism, in any case
     * @param authenticator verifies what the client sends
     * @return empty if there is no such mechanism, or this connection may not use it
     */
    public static Optional<SaslExchange> begin(String name, Authenticator authenticator, ConnectionContext connection) {
        return find(name)
                .filter(mechanism -> isAllowed(mechanism, connection))
                .map(mechanism -> new SaslExchange(mechanism.begin(connection.guarded(authenticator), connection)));
    }

    private static Optional<SaslMechanism> find(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return ALL.stream().filter(mechanism -> mechanism.name().equals(wanted)).findFirst();
    }

    /**
     * Who reads along learns the password from most mechanisms, can guess it at leisure with SCRAM, and reads the mail in any
     * case: where a password may not cross, no mechanism is offered.
     */
    private static boolean isAllowed(SaslMechanism mechanism, ConnectionContext connection) {
        return connection.offersMechanism(mechanism.name())
                && mechanism.isConfigured(connection)
                && mechanism.isPossible(connection)
                && connection.allowsPlaintextPassword();
    }
}
