package org.facteur.api.signing;

import java.util.Arrays;
import java.util.Optional;

/** How a message is signed (RFC 8301 section 3.1, RFC 8463 section 3). */
public enum SigningAlgorithm {
    /** With a key of 2048 bits. */
    RSA_SHA256("rsa-sha256", "rsa"),
    ED25519_SHA256("ed25519-sha256", "ed25519");

    private final String tag;
    private final String keyType;

    SigningAlgorithm(String tag, String keyType) {
        this.tag = tag;
        this.keyType = keyType;
    }

    /** What {@code a=} of a signature says. */
    public String tag() {
        return tag;
    }

    /** What {@code k=} of a published key says. */
    public String keyType() {
        return keyType;
    }

    public static Optional<SigningAlgorithm> ofTag(String tag) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.tag.equals(tag))
                .findFirst();
    }
}
