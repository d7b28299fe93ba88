package org.facteur.smtp.dkim;

import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import org.facteur.api.signing.SigningAlgorithm;

/** What the algorithms of signatures are to the Java platform. */
final class Algorithms {

    private Algorithms() {}

    static Signature signature(SigningAlgorithm algorithm) throws NoSuchAlgorithmException {
        return switch (algorithm) {
            case RSA_SHA256 -> Signature.getInstance("SHA256withRSA");
            case ED25519_SHA256 -> Signature.getInstance("Ed25519");
        };
    }

    /** What is signed in the place of some octets. */
    static byte[] signedOctets(SigningAlgorithm algorithm, byte[] octets) {
        return switch (algorithm) {
            case RSA_SHA256 -> octets;
            // RFC 8463 section 3: the hash of it is what is signed.
            case ED25519_SHA256 -> Sha256.newDigest().digest(octets);
        };
    }
}
