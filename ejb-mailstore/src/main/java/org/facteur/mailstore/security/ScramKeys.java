package org.facteur.mailstore.security;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.Secret;

/**
 * What is kept of a password: the keys of SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677). They verify a password that is sent
 * as it is as well, and give it away to nobody.
 */
@Embeddable
public class ScramKeys {

    /** RFC 7677 section 4 asks for 4096 at least; more slows whoever steals the keys, and our own first logins. */
    public static final int ITERATIONS = 16_384;

    static final int SALT_LENGTH = 16;
    private static final int KEY_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private byte[] salt;
    private int iterations;

    @Column(name = "stored_key")
    private byte[] storedKey;

    @Column(name = "server_key")
    private byte[] serverKey;

    /** For JPA. */
    protected ScramKeys() {}

    ScramKeys(Secret password, byte[] salt, int iterations) {
        byte[] salted = salted(password, salt, iterations);
        this.salt = salt;
        this.iterations = iterations;
        this.storedKey = sha256(hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII)));
        this.serverKey = hmac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII));
    }

    /** The keys of a new password, with a salt of their own. */
    public static ScramKeys of(Secret password) {
        byte[] salt = new byte[SALT_LENGTH];
        RANDOM.nextBytes(salt);
        return new ScramKeys(password, salt, ITERATIONS);
    }

    /** Whether this is the password; takes as long for a wrong one. */
    public boolean verify(Secret password) {
        byte[] salted = salted(password, salt, iterations);
        byte[] presented = sha256(hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII)));
        return MessageDigest.isEqual(presented, storedKey);
    }

    /**
     * Whether a client that sent this proof knows the password (RFC 5802 section 3).
     *
     * @param authMessage what the proof covers
     * @param proof of any length
     */
    public boolean verify(String authMessage, byte[] proof) {
        byte[] signature = hmac(storedKey, authMessage.getBytes(StandardCharsets.UTF_8));
        if (proof.length != signature.length) {
            return false;
        }
        byte[] clientKey = new byte[proof.length];
        for (int i = 0; i < proof.length; i++) {
            clientKey[i] = (byte) (proof[i] ^ signature[i]);
        }
        return MessageDigest.isEqual(sha256(clientKey), storedKey);
    }

    /** What a client has to know to derive the keys from the password. */
    public ScramParameters parameters() {
        return new ScramParameters(salt.clone(), iterations);
    }

    /** Changes with every password set; not a secret, but nothing to show either. */
    public byte[] storedKey() {
        return storedKey.clone();
    }

    /** Proves to a client that the server knows the keys, too (RFC 5802 section 3). */
    public byte[] serverSignature(String authMessage) {
        return hmac(serverKey, authMessage.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] salted(Secret password, byte[] salt, int iterations) {
        // Two ways to type one character are one password (RFC 8265 uses NFC; RFC 4013, which SCRAM names, NFKC).
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

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
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
