package org.facteur.wire.sasl;

import java.net.InetAddress;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.Secret;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Failure;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.facteur.wire.session.ConnectionContext;

/** PLAIN: {@code [authzid] NUL authcid NUL passwd} in one response (RFC 4616). */
final class PlainMechanism implements SaslMechanism {

    @Override
    public String name() {
        return "PLAIN";
    }

    @Override
    public Dialogue begin(Authenticator authenticator, ConnectionContext connection) {
        InetAddress client = connection.remoteAddress().getAddress();
        return new Dialogue() {

            @Override
            public Step invite() {
                return new Challenge(new byte[0]);
            }

            @Override
            public Step respond(byte[] response) throws MailStoreException, MalformedResponseException {
                int first = indexOfNul(response, 0);
                int second = indexOfNul(response, first + 1);
                String authzid = Text.decode(response, 0, first);
                String authcid = Text.decode(response, first + 1, second);
                String password = Text.decode(response, second + 1, response.length);
                if (authcid.isEmpty() || password.isEmpty()) {
                    throw new MalformedResponseException("Name or password missing");
                }
                Account account = authenticator.authenticate(new Credentials(authcid, new Secret(password), client));
                return mayActAs(authzid, authcid, account)
                        ? new Success(account)
                        : new Failure(Failure.Kind.NOT_AUTHORIZED, "Not authorized to act as another");
            }
        };
    }

    /** Nobody acts for somebody else yet: an authorization identity is redundant, or refused. */
    private static boolean mayActAs(String authzid, String authcid, Account account) {
        return authzid.isEmpty() || authzid.equals(authcid) || authzid.equalsIgnoreCase(account.address());
    }

    private static int indexOfNul(byte[] octets, int from) throws MalformedResponseException {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == 0) {
                return i;
            }
        }
        throw new MalformedResponseException("Not a PLAIN response");
    }
}
