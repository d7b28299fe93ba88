package org.facteur.api.queue;

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
        PKIX
    }
}
