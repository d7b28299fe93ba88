package org.facteur.mailstore.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;

/** Whether a token was signed with a key: by public keys only, so that nobody can sign with what everybody knows. */
final class TokenSignature {

    /** What tokens may be signed with (RFC 7518 section 3.1, RFC 8037). */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.EdDSA,
            JWSAlgorithm.Ed25519);

    private static final int LEAST_RSA_BITS = 2048;

    private TokenSignature() {}

    static boolean isOf(JWK key, SignedJWT token) {
        JWSHeader header = token.getHeader();
        try {
            if (key instanceof RSAKey rsa) {
                RSAPublicKey known = rsa.toRSAPublicKey();
                return known.getModulus().bitLength() >= LEAST_RSA_BITS && token.verify(new RSASSAVerifier(known));
            }
            if (key instanceof ECKey ec) {
                return token.verify(new ECDSAVerifier(ec.toECPublicKey()));
            }
            return key instanceof OctetKeyPair pair
                    && Curve.Ed25519.equals(pair.getCurve())
                    && header.getCriticalParams() == null
                    && isEd25519(pair, token);
        } catch (JOSEException | GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The library leaves Ed25519 to another one, though the platform has it. */
    private static boolean isEd25519(OctetKeyPair pair, SignedJWT token) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey(pair.getX().decode()));
        verifier.update(token.getSigningInput());
        return verifier.verify(token.getSignature().decode());
    }

    /** RFC 8032 section 5.1.5: y little-endian, and the sign of x in the last bit. */
    private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        byte[] y = new byte[encoded.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = encoded[encoded.length - 1 - i];
        }
        boolean xOdd = y.length > 0 && (y[0] & 0x80) != 0;
        if (y.length > 0) {
            y[0] &= 0x7f;
        }
        EdECPoint point = new EdECPoint(xOdd, new BigInteger(1, y));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }
}
