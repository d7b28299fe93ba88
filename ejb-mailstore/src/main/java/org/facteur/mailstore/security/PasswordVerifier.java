package org.facteur.mailstore.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.Secret;

/**
 * Verifies passwords, and remembers for a short time those that were right, so that a client which connects anew for each
 * request does not cost a key derivation each time.
 *
 * <p>What it remembers is a keyed hash, with a key that never leaves this process, of the stored key and the password
 * together: no password is in memory, and a changed one is forgotten at once.
 */
@ApplicationScoped
public class PasswordVerifier {

    private static final int MAX_REMEMBERED = 10_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

    /** Nobody has this password: who is unknown costs the same time as who has a wrong password. */
    private static final ScramKeys NOBODY = ScramKeys.of(new Secret("nobody"));

    private final byte[] key = new byte[32];
    private final Cache<ByteBuffer, Boolean> verified = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();

    public PasswordVerifier() {
        new SecureRandom().nextBytes(key);
    }

    /** @param keys of the account that the client named; empty if there is none */
    public boolean verify(Optional<ScramKeys> keys, Secret password) {
        if (keys.isEmpty()) {
            NOBODY.verify(password);
            return false;
        }
        ByteBuffer remembered = keyedHash(keys.get(), password);
        if (verified.getIfPresent(remembered) != null) {
            return true;
        }
        boolean right = keys.get().verify(password);
        if (right) {
            verified.put(remembered, Boolean.TRUE);
        }
        return right;
    }

    /** What a client of SCRAM is told of an account that there is not: as of others, and the same each time. */
    public ScramParameters parametersOfNobody(String name) {
        byte[] salt = Arrays.copyOf(
                hmac(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)), ScramKeys.SALT_LENGTH);
        return new ScramParameters(salt, ScramKeys.ITERATIONS);
    }

    private ByteBuffer keyedHash(ScramKeys keys, Secret password) {
        byte[] text = password.reveal().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(hmac(keys.storedKey(), text));
    }

    private byte[] hmac(byte[]... data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] each : data) {
                mac.update(each);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
