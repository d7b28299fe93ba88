package org.facteur.wire.sasl;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.Secret;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.facteur.wire.session.ConnectionContext;
import org.jspecify.annotations.Nullable;

/**
 * LOGIN: the name, then the password, each after a prompt; old clients know nothing else
 * (draft-murchison-sasl-login). The name may come as initial response.
 */
final class LoginMechanism implements SaslMechanism {

    private static final byte[] NAME_PROMPT = "Username:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PASSWORD_PROMPT = "Password:".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "LOGIN";
    }

    @Override
    public Dialogue begin(Authenticator authenticator, ConnectionContext connection) {
        InetAddress client = connection.remoteAddress().getAddress();
        return new Dialogue() {
            private @Nullable String name;

            @Override
            public Step invite() {
                return new Challenge(NAME_PROMPT);
            }

            @Override
            public Step respond(byte[] response) throws MailStoreException, MalformedResponseException {
                String text = Text.decode(response, 0, response.length);
                if (text.isEmpty()) {
                    throw new MalformedResponseException("Name or password missing");
                }
                if (name == null) {
                    name = text;
                    return new Challenge(PASSWORD_PROMPT);
                }
                return new Success(authenticator.authenticate(new Credentials(name, new Secret(text), client)));
            }
        };
    }
}
