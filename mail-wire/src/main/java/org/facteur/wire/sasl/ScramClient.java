package org.facteur.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.facteur.api.account.Secret;

/**
 * SCRAM-SHA-256, said by a client (RFC 5802, RFC 7677): it proves that it knows the password, and believes no server that does not prove that it
 * knows its keys. It binds to no connection.
 */
final class ScramClient implements ClientLogin {

    /** RFC 7677 section 4. */
    private static final int FEWEST_ITERATIONS = 4_096;

    /** More would let a server keep this one busy. */
    private static final int MOST_ITERATIONS = 200_000;

    private static final int KEY_BITS = 256;

    /** That the client does not bind, and acts for nobody else. */
    private static final String HEADER = "n,,";

    private enum State {
        BEGUN,
        PROVEN,
        VERIFIED
    }

    private final Secret password;
    private final String clientNonce;
    private final String bare;
    private State state = State.BEGUN;
    private byte[] expected = {};

    ScramClient(String user, Secret password) {
        this(user, password, ScramMechanism::nonce);
    }

    ScramClient(String user, Secret password, Supplier<String> nonces) {
        this.password = password;
        this.clientNonce = nonces.get();
        this.bare = "n=" + user.replace("=", "=3D").replace(",", "=2C") + ",r=" + clientNonce;
    }

    @Override
    public String mechanism() {
        return ScramMechanism.PLAIN_NAME;
    }

    @Override
    public Optional<byte[]> initial() {
        return Optional.of((HEADER + bare).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] respond(byte[] challenge) throws ChallengeException {
        try {
            String message = Text.decodeMessage(challenge);
            if (state == State.BEGUN) {
                // Who wants the name of the mechanism alone first asks for the first message with nothing.
                return message.isEmpty() ? initial().orElseThrow() : prove(message);
            }
            if (state == State.PROVEN) {
                verify(message);
                return new byte[0];
            }
        } catch (MalformedResponseException e) {
            throw new ChallengeException("The server does not speak SCRAM: " + e.text());
        }
        throw new ChallengeException("Nothing is left to be said by SCRAM");
    }

    private byte[] prove(String serverFirst) throws MalformedResponseException, ChallengeException {
        ScramAttributes attributes = new ScramAttributes(serverFirst);
        String nonce = ScramAttributes.nonce(attributes.next('r'));
        byte[] salt = ScramAttributes.base64(attributes.next('s'));
        int iterations = iterations(attributes.next('i'));
        if (!nonce.startsWith(clientNonce) || nonce.length() == clientNonce.length()) {
            throw new ChallengeException("The nonce of the server is not made from ours");
        }
        if (salt.length == 0) {
            throw new ChallengeException("The server has no salt");
        }
        byte[] salted = salted(salt, iterations);
        String withoutProof =
                "c=" + Base64.getEncoder().encodeToString(HEADER.getBytes(StandardCharsets.US_ASCII)) + ",r=" + nonce;
        String authMessage = bare + "," + serverFirst + "," + withoutProof;
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] proof = hmac(sha256(clientKey), authMessage);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        expected = hmac(hmac(salted, "Server Key"), authMessage);
        state = State.PROVEN;
        return (withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof)).getBytes(StandardCharsets.US_ASCII);
    }

    private static int iterations(String text) throws ChallengeException {
        int iterations = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
            throw new ChallengeException("The server asks for " + (iterations == 0 ? "no number of" : iterations)
                    + " iterations; between " + FEWEST_ITERATIONS + " and " + MOST_ITERATIONS + " are done");
        }
        return iterations;
    }

    private void verify(String serverFinal) throws MalformedResponseException, ChallengeException {
        byte[] signature = ScramAttributes.base64(new ScramAttributes(serverFinal).next('v'));
        if (!MessageDigest.isEqual(signature, expected)) {
            throw new ChallengeException("The server does not know the keys of the password");
        }
        state = State.VERIFIED;
    }

    @Override
    public boolean mayEnd() {
        return state == State.VERIFIED;
    }

    private byte[] salted(byte[] salt, int iterations) {
        String normalized = Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC);
        PBEKeySpec spec = new PBEKeySpec(normalized.toCharArray(), salt, iterations, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
