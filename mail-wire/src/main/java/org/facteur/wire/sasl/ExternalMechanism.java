package org.facteur.wire.sasl;

import org.facteur.api.MailStoreException;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.CertificateLogin;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.facteur.wire.session.ConnectionContext;

/** EXTERNAL: who the client is has been proved by its certificate in the TLS handshake (RFC 4422 appendix A). */
final class ExternalMechanism implements SaslMechanism {

    @Override
    public String name() {
        return "EXTERNAL";
    }

    @Override
    public boolean isConfigured(ConnectionContext connection) {
        return connection.asksForCertificate();
    }

    @Override
    public boolean isPossible(ConnectionContext connection) {
        return connection.clientCertificate().isPresent();
    }

    @Override
    public Dialogue begin(Authenticator authenticator, ConnectionContext connection) {
        return new Dialogue() {

            @Override
            public Step invite() {
                return new Challenge(new byte[0]);
            }

            /** The response is the name of whom the client wants to be, or empty. */
            @Override
            public Step respond(byte[] response) throws MailStoreException, MalformedResponseException {
                String name = Text.decode(response, 0, response.length);
                return new Success(authenticator.authenticateByCertificate(new CertificateLogin(
                        name,
                        connection.clientCertificate().orElseThrow(),
                        connection.remoteAddress().getAddress())));
            }
        };
    }
}
