package org.facteur.wire.sasl;

import org.facteur.api.MailStoreException;
import org.facteur.api.account.Authenticator;
import org.facteur.wire.session.ConnectionContext;

/** One way to authenticate, on decoded octets (RFC 4422 section 3); {@link SaslMechanisms} holds those there are. */
interface SaslMechanism {

    /** As the client names it, in upper case. */
    String name();

    /** Whether the configuration has what it needs. */
    default boolean isConfigured(ConnectionContext connection) {
        return true;
    }

    /** Whether this connection has what it needs. */
    default boolean isPossible(ConnectionContext connection) {
        return true;
    }

    /** Begins one exchange. */
    Dialogue begin(Authenticator authenticator, ConnectionContext connection);

    /** The server's side of one exchange. */
    interface Dialogue {

        /** The client sent no initial response: what it is to respond to. */
        SaslExchange.Step invite();

        /** Goes one step further; an initial response comes here, too. */
        SaslExchange.Step respond(byte[] response) throws MailStoreException, MalformedResponseException;
    }
}
