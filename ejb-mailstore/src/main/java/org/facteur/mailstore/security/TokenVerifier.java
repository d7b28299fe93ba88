package org.facteur.mailstore.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.OutageLog;
import org.facteur.api.account.Secret;
import org.jspecify.annotations.Nullable;

/** Verifies tokens of the issuer that is configured, if one is. */
@ApplicationScoped
public class TokenVerifier {

    private static final System.Logger LOG = System.getLogger(TokenVerifier.class.getName());

    private final OutageLog outage = new OutageLog(LOG);

    @Inject
    @ConfigProperty(name = "facteur.oauth.issuer")
    private Optional<String> issuer;

    @Inject
    @ConfigProperty(name = "facteur.oauth.audience")
    private Optional<String> audience;

    @Inject
    @ConfigProperty(name = "facteur.oauth.keys")
    private Optional<String> keys;

    @Inject
    @ConfigProperty(name = "facteur.oauth.claim", defaultValue = "email")
    private String claim;

    @Inject
    @ConfigProperty(name = "facteur.oauth.skew", defaultValue = "PT60S")
    private String skew;

    private @Nullable IssuedTokens tokens;

    /**
     * Whom the token names.
     *
     * @return empty if it is not valid; why is in the log, at level DEBUG
     * @throws MailStoreException {@code UNAVAILABLE} when the keys of the issuer cannot be had
     */
    public Optional<String> verify(Secret token) throws MailStoreException {
        return tokens().verify(token);
    }

    private synchronized IssuedTokens tokens() throws MailStoreException {
        if (tokens == null) {
            try {
                tokens = new IssuedTokens(
                        configured(issuer, "ISSUER"),
                        configured(audience, "AUDIENCE"),
                        configured(keys, "KEYS"),
                        claim,
                        Duration.parse(skew));
            } catch (IllegalArgumentException | DateTimeException e) {
                outage.warn("No token can be verified: " + e.getMessage());
                throw new MailStoreException(Reason.UNAVAILABLE, "Tokens cannot be verified now", e);
            }
        }
        return tokens;
    }

    private static String configured(Optional<String> value, String name) {
        return value.orElseThrow(() -> new IllegalArgumentException("FACTEUR_OAUTH_" + name + " is not set"));
    }
}
