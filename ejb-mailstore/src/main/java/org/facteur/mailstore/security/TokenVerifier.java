package org.facteur.mailstore.security;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.OutageLog;
import org.facteur.api.account.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens of one configured issuer: JSON Web Tokens (RFC 7519) that it has signed, for this server, valid now. What
 * else it says of them, in other formats or at its own address, is not asked for.
 */
@ApplicationScoped
public class TokenVerifier {

    private static final System.Logger LOG = System.getLogger(TokenVerifier.class.getName());

    private final OutageLog outage = new OutageLog(LOG);

    @Inject
    @ConfigProperty(name = "facteur.oauth.issuer")
    private Optional<String> issuer = Optional.empty();

    @Inject
    @ConfigProperty(name = "facteur.oauth.audience")
    private Optional<String> audience = Optional.empty();

    @Inject
    @ConfigProperty(name = "facteur.oauth.keys")
    private Optional<String> keys = Optional.empty();

    @Inject
    @ConfigProperty(name = "facteur.oauth.claim", defaultValue = "email")
    private String claim = "email";

    @Inject
    @ConfigProperty(name = "facteur.oauth.skew", defaultValue = "PT60S")
    private String skew = "PT60S";

    private volatile @Nullable TokenKeys source;

    /** For CDI. */
    public TokenVerifier() {}

    TokenVerifier(String issuer, String audience, String keys, String claim, Duration skew) {
        this.issuer = Optional.of(issuer);
        this.audience = Optional.of(audience);
        this.keys = Optional.of(keys);
        this.claim = claim;
        this.skew = skew.toString();
    }

    /**
     * Whom the token names.
     *
     * @return empty if it is not valid; why is in the log, at level DEBUG
     * @throws MailStoreException {@code UNAVAILABLE} when the keys of the issuer cannot be had
     */
    public Optional<String> verify(Secret token) throws MailStoreException {
        if (issuer.isEmpty() || audience.isEmpty() || keys.isEmpty()) {
            outage.warn("Tokens are refused: FACTEUR_OAUTH_ISSUER, FACTEUR_OAUTH_AUDIENCE and FACTEUR_OAUTH_KEYS"
                    + " belong together");
            return Optional.empty();
        }
        try {
            SignedJWT signed = SignedJWT.parse(token.reveal());
            if (!isSigned(signed)) {
                return refused("nobody known has signed it");
            }
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            verifier(issuer.get(), audience.get()).verify(claims, null);
            if (Boolean.FALSE.equals(claims.getClaim("email_verified")) && claim.equals("email")) {
                return refused("the issuer has not verified the address");
            }
            return Optional.ofNullable(claims.getStringClaim(claim)).filter(name -> !name.isBlank());
        } catch (ParseException | BadJWTException | IllegalArgumentException e) {
            return refused(e.getMessage());
        }
    }

    private DefaultJWTClaimsVerifier<SecurityContext> verifier(String expectedIssuer, String expectedAudience) {
        DefaultJWTClaimsVerifier<SecurityContext> verifier = new DefaultJWTClaimsVerifier<>(
                expectedAudience,
                new JWTClaimsSet.Builder().issuer(expectedIssuer).build(),
                Set.of("exp", claim));
        verifier.setMaxClockSkew((int) Duration.parse(skew).toSeconds());
        return verifier;
    }

    private boolean isSigned(SignedJWT token) throws MailStoreException {
        JWSHeader header = token.getHeader();
        if (!TokenSignature.ALGORITHMS.contains(header.getAlgorithm())) {
            return false;
        }
        JWKMatcher wanted = JWKMatcher.forJWSHeader(header);
        if (wanted == null) {
            return false;
        }
        try {
            List<JWK> candidates = source().matching(wanted);
            return candidates.stream().anyMatch(key -> TokenSignature.isOf(key, token));
        } catch (IOException | IllegalArgumentException e) {
            outage.warn("The keys of the issuer of tokens cannot be had: " + e.getMessage());
            throw new MailStoreException(Reason.UNAVAILABLE, "Tokens cannot be verified now", e);
        }
    }

    private TokenKeys source() {
        TokenKeys present = source;
        if (present == null) {
            present = TokenKeys.at(keys.orElseThrow());
            source = present;
        }
        return present;
    }

    private static Optional<String> refused(@Nullable String why) {
        LOG.log(Level.DEBUG, () -> "A token is refused: " + why);
        return Optional.empty();
    }
}
