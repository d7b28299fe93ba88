package org.facteur.mailstore.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The public keys of an issuer of tokens, as a JSON Web Key Set (RFC 7517) in a file or at a URL. They are kept, and asked for
 * again after some time, or when a token names one that is not known: but not more often than an attacker should make us.
 */
interface TokenKeys {

    /** The keys that a token may have been signed with; possibly none. */
    List<JWK> matching(JWKMatcher wanted) throws IOException;

    /**
     * @param location a URL with https, with http for this machine alone, or the path of a file
     * @throws IllegalArgumentException with a sentence
     */
    static TokenKeys at(String location) {
        if (!location.startsWith("https:") && !location.startsWith("http:")) {
            return new TokenKeyFile(Path.of(location));
        }
        URI uri = URI.create(location);
        String host = String.valueOf(uri.getHost());
        if (!location.startsWith("https:") && !host.equals("localhost") && !host.equals("127.0.0.1")) {
            throw new IllegalArgumentException("Keys of an issuer are fetched by https, not from " + location);
        }
        return new TokenKeyUrl(uri);
    }

    /** Keys at a URL. */
    final class TokenKeyUrl implements TokenKeys {

        private static final int TIMEOUT = (int) Duration.ofSeconds(5).toMillis();
        private static final int MAX_OCTETS = 256 * 1024;
        private static final Duration KEPT = Duration.ofMinutes(15);
        private static final Duration LEAST_INTERVAL = Duration.ofSeconds(30);
        /** While the issuer does not answer, its keys stay valid for so long. */
        private static final Duration OUTAGE = Duration.ofHours(4);

        private final JWKSource<SecurityContext> source;

        TokenKeyUrl(URI uri) {
            try {
                source = JWKSourceBuilder.create(
                                uri.toURL(), new DefaultResourceRetriever(TIMEOUT, TIMEOUT, MAX_OCTETS))
                        .cache(KEPT.toMillis(), 2L * TIMEOUT)
                        .rateLimited(LEAST_INTERVAL.toMillis())
                        .outageTolerant(OUTAGE.toMillis())
                        .retrying(true)
                        .build();
            } catch (IOException e) {
                throw new IllegalArgumentException(uri + " is no URL", e);
            }
        }

        @Override
        public List<JWK> matching(JWKMatcher wanted) throws IOException {
            try {
                return source.get(new JWKSelector(wanted), null);
            } catch (KeySourceException e) {
                throw new IOException(e.getMessage() == null ? "they are asked for too often" : e.getMessage(), e);
            }
        }
    }
}
