package org.facteur.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.TokenLogin;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Failure;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.facteur.wire.session.ConnectionContext;

/**
 * OAUTHBEARER (RFC 7628) and its forerunner XOAUTH2: one response with a token. If that is refused, a challenge says why, the
 * client acknowledges it, and only then the exchange fails (RFC 7628 section 3.2.3).
 *
 * <pre>
 * C: n,a=user@example.test,^Ahost=mail.example.test^Aport=143^Aauth=Bearer TOKEN^A^A
 * S: {"status":"invalid_token","openid-configuration":"https://…"}     C: ^A     S: failure
 * </pre>
 */
final class TokenMechanism implements SaslMechanism {

    private final String name;
    private final Parser parser;

    /** Reads what is in the response of a client. */
    @FunctionalInterface
    private interface Parser {
        TokenResponse parse(String response) throws MalformedResponseException;
    }

    private TokenMechanism(String name, Parser parser) {
        this.name = name;
        this.parser = parser;
    }

    static TokenMechanism oauthBearer() {
        return new TokenMechanism("OAUTHBEARER", TokenResponse::parseOauthBearer);
    }

    static TokenMechanism xoauth2() {
        return new TokenMechanism("XOAUTH2", TokenResponse::parseXoauth2);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isConfigured(ConnectionContext connection) {
        return connection.tokenIssuer().isPresent();
    }

    @Override
    public Dialogue begin(Authenticator authenticator, ConnectionContext connection) {
        return new Dialogue() {
            private boolean refused;

            @Override
            public Step invite() {
                return new Challenge(new byte[0]);
            }

            @Override
            public Step respond(byte[] response) throws MailStoreException, MalformedResponseException {
                if (refused) {
                    return new Failure(Failure.Kind.REJECTED, "Authentication failed");
                }
                TokenResponse parsed = parser.parse(Text.decodeMessage(response));
                try {
                    return new Success(authenticator.authenticateByToken(new TokenLogin(
                            parsed.user(),
                            parsed.token(),
                            connection.remoteAddress().getAddress())));
                } catch (MailStoreException e) {
                    if (e.reason() != Reason.AUTHENTICATION_FAILED) {
                        throw e;
                    }
                    refused = true;
                    return new Challenge(refusal(connection.tokenIssuer()).getBytes(StandardCharsets.UTF_8));
                }
            }
        };
    }

    private static String refusal(Optional<String> issuer) {
        return "{\"status\":\"invalid_token\""
                + issuer.map(TokenMechanism::discovery).orElse("") + "}";
    }

    /** Where the client finds who issues tokens (OpenID Connect Discovery 1.0 section 4). */
    private static String discovery(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        String escaped = base.replace("\\", "\\\\").replace("\"", "\\\"");
        return ",\"openid-configuration\":\"" + escaped + "/.well-known/openid-configuration\"";
    }
}
