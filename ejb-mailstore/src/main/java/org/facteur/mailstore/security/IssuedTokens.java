package org.facteur.mailstore.security;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.OutageLog;
import org.facteur.api.account.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one issuer: JSON Web Tokens (RFC 7519) that it has signed, for this server, valid now. What else it says of
 * them, in other formats or at its own address, is not asked for.
 */
final class IssuedTokens {

    private static final System.Logger LOG = System.getLogger(IssuedTokens.class.getName());

    private final OutageLog outage = new OutageLog(LOG);
    private final DefaultJWTClaimsVerifier<SecurityContext> verifier;
    private final TokenKeys keys;
    private final String claim;

    /**
     * @param audience for whom they have to be
     * @param keys where the issuer's public keys are
     * @param claim the name of whom they name
     * @param skew how much clocks may differ
     * @throws IllegalArgumentException with a sentence
     */
    IssuedTokens(String issuer, String audience, String keys, String claim, Duration skew) {
        this.claim = claim;
        this.keys = TokenKeys.at(keys);
        this.verifier = new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", claim));
        verifier.setMaxClockSkew((int) skew.toSeconds());
    }

    /**
     * Whom the token names.
     *
     * @return empty if it is not valid; why is in the log, at level DEBUG
     * @throws MailStoreException {@code UNAVAILABLE} when the keys of the issuer cannot be had
     */
    Optional<String> verify(Secret token) throws MailStoreException {
        try {
            SignedJWT signed = SignedJWT.parse(token.reveal());
            if (!isSigned(signed)) {
                return refused("nobody known has signed it");
            }
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            verifier.verify(claims, null);
            if (Boolean.FALSE.equals(claims.getClaim("email_verified")) && claim.equals("email")) {
                return refused("the issuer has not verified the address");
            }
            return Optional.ofNullable(claims.getStringClaim(claim)).filter(name -> !name.isBlank());
        } catch (ParseException | BadJWTException | IllegalArgumentException e) {
            return refused(e.getMessage());
        }
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
            List<JWK> candidates = keys.matching(wanted);
            return candidates.stream().anyMatch(key -> TokenSignature.isOf(key, token));
        } catch (IOException e) {
            outage.warn("The keys of the issuer of tokens cannot be had: " + e.getMessage());
            throw new MailStoreException(Reason.UNAVAILABLE, "Tokens cannot be verified now", e);
        }
    }

    private static Optional<String> refused(@Nullable String why) {
        LOG.log(Level.DEBUG, () -> "A token is refused: " + why);
        return Optional.empty();
    }
}
