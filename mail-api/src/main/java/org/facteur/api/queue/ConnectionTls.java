package org.facteur.api.queue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The TLS of a connection to a remote server.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipherSuite such as {@code TLS_AES_128_GCM_SHA256}
 */
public record ConnectionTls(String protocol, String cipherSuite, Verification verification) {

    /** By what it is known that the server is who it should be. */
    public enum Verification {
        /** By nothing: whoever stands on the way may have answered. */
        NONE,
        /** An authority vouches for its certificate and name (RFC 9525). */
        PKIX,
        /** The same, and the domain says by MTA-STS that it is its server (RFC 8461). */
        MTA_STS,
        /** The domain name system names its certificate, or its authority (RFC 7672). */
        DANE;

        /** As it is shown. */
        public String word() {
            return this == NONE ? "unverified" : name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** As it is written by {@link #toString}; empty if it is not. */
    public static Optional<ConnectionTls> parse(String text) {
        String[] words = text.split(" ");
        return words.length == 3
                ? Arrays.stream(Verification.values())
                        .filter(verification -> verification.word().equals(words[2]))
                        .findFirst()
                        .map(verification -> new ConnectionTls(words[0], words[1], verification))
                : Optional.empty();
    }

    /** Three words with a space between: {@code TLSv1.3 TLS_AES_128_GCM_SHA256 pkix}. */
    @Override
    public String toString() {
        return protocol + " " + cipherSuite + " " + verification.word();
    }
}
