package org.facteur.smtp.dkim;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.facteur.api.signing.SigningAlgorithm;

/**
 * The public half of a key, as its domain publishes it (RFC 6376 section 3.6.1, RFC 8463 section 4).
 *
 * @param isTest whether the domain only tries signatures ({@code t=y})
 * @param isStrict whether it signs for this very domain alone, for none below it ({@code t=s})
 */
record PublishedKey(SigningAlgorithm algorithm, PublicKey key, boolean isTest, boolean isStrict) {

    /** RFC 8301 section 3.2. */
    private static final int LEAST_RSA_BITS = 1024;

    /** Longer ones take too much time of a processor, and no domain that is serious has any. */
    private static final int MOST_RSA_BITS = 4096;

    private static final int MOST_EXPONENT_BITS = 64;

    private static final int ED25519_OCTETS = 32;

    /** What comes before the octets of an Ed25519 key in the form that Java reads (RFC 8410 section 4). */
    private static final byte[] ED25519_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
    };

    /** The same of an RSA key: the algorithm identifier of RFC 3279 section 2.3.1. */
    private static final byte[] RSA_ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    /** @throws UnverifiableException if this is not one key that signs mail with such an algorithm */
    static PublishedKey of(KeyAnswer answer, SigningAlgorithm wanted) throws UnverifiableException {
        if (!(answer instanceof KeyAnswer.Published published)) {
            throw new UnverifiableException(Verdict.TEMPERROR, "no answer for the key");
        }
        List<TagList> records = new ArrayList<>();
        for (String text : published.texts()) {
            TagList.parse(text)
                    .filter(tags -> tags.get("p").isPresent()
                            && tags.get("v").map("DKIM1"::equals).orElse(true)
                            && (tags.get("v").isEmpty() || tags.beginsWith("v")))
                    .ifPresent(records::add);
        }
        if (records.size() != 1) {
            throw new UnverifiableException(Verdict.PERMERROR, records.isEmpty() ? "no key" : "several keys");
        }
        return of(records.get(0), wanted);
    }

    private static PublishedKey of(TagList tags, SigningAlgorithm wanted) throws UnverifiableException {
        boolean takesHash = tags.get("h").map(hashes -> has(hashes, "sha256")).orElse(true);
        boolean isForMail = tags.get("s")
                .map(services -> has(services, "*") || has(services, "email"))
                .orElse(true);
        if (!takesHash
                || !isForMail
                || !tags.get("k").orElse(SigningAlgorithm.RSA_SHA256.keyType()).equals(wanted.keyType())) {
            throw new UnverifiableException(Verdict.PERMERROR, "key of another kind");
        }
        String encoded = tags.compact("p").orElse("");
        if (encoded.isEmpty()) {
            throw new UnverifiableException(Verdict.PERMERROR, "key revoked");
        }
        Optional<String> flags = tags.get("t");
        return new PublishedKey(
                wanted,
                key(encoded, wanted),
                flags.filter(all -> has(all, "y")).isPresent(),
                flags.filter(all -> has(all, "s")).isPresent());
    }

    private static boolean has(String list, String word) {
        return Arrays.stream(list.split(":")).anyMatch(each -> each.strip().equals(word));
    }

    private static PublicKey key(String encoded, SigningAlgorithm algorithm) throws UnverifiableException {
        try {
            byte[] octets = Base64.getDecoder().decode(encoded);
            PublicKey key = algorithm == SigningAlgorithm.RSA_SHA256 ? rsa(octets) : ed25519(octets);
            if (key instanceof RSAPublicKey rsa) {
                check(rsa.getModulus(), rsa.getPublicExponent());
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnverifiableException(Verdict.PERMERROR, "malformed key");
        }
    }

    private static void check(BigInteger modulus, BigInteger exponent) throws UnverifiableException {
        if (modulus.bitLength() < LEAST_RSA_BITS) {
            throw new UnverifiableException(Verdict.PERMERROR, "key too short");
        }
        if (modulus.bitLength() > MOST_RSA_BITS || exponent.bitLength() > MOST_EXPONENT_BITS) {
            throw new UnverifiableException(Verdict.PERMERROR, "key too long");
        }
    }

    /** As a SubjectPublicKeyInfo, which everybody publishes, or as the RSAPublicKey of which the RFC speaks. */
    private static PublicKey rsa(byte[] octets) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        try {
            return factory.generatePublic(new X509EncodedKeySpec(octets));
        } catch (GeneralSecurityException e) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.writeBytes(RSA_ALGORITHM);
            content.writeBytes(element(0x03, concat(new byte[] {0}, octets)));
            return factory.generatePublic(new X509EncodedKeySpec(element(0x30, content.toByteArray())));
        }
    }

    private static PublicKey ed25519(byte[] octets) throws GeneralSecurityException {
        if (octets.length != ED25519_OCTETS) {
            throw new IllegalArgumentException("No key of Ed25519");
        }
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(concat(ED25519_PREFIX, octets)));
    }

    /** An element of DER with a length of two octets. */
    private static byte[] element(int tag, byte[] content) {
        if (content.length > 0xffff) {
            throw new IllegalArgumentException("A key of " + content.length + " octets");
        }
        byte[] head = {(byte) tag, (byte) 0x82, (byte) (content.length >> Byte.SIZE), (byte) content.length};
        return concat(head, content);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
