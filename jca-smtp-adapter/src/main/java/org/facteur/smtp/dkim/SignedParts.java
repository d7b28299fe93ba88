package org.facteur.smtp.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;

/** What is signed of a message: some fields, and the hash of its body; both in their relaxed form. */
public final class SignedParts {

    private static final String NAME = "DKIM-Signature";

    /** Where lines of a signature end, as far as its words let them. */
    private static final int LINE = 76;

    private final SignedFields fields;
    private final byte[] bodyHash;

    SignedParts(SignedFields fields, byte[] bodyHash) {
        this.fields = fields;
        this.bodyHash = bodyHash;
    }

    /**
     * A signature (RFC 6376 section 3.5).
     *
     * @return the field in ASCII, with its CRLF
     * @throws GeneralSecurityException if the key is no such key
     */
    public String sign(SigningKey key, Instant now) throws GeneralSecurityException {
        String unsigned = unsigned(key, now);
        byte[] signature = sign(key.algorithm(), key.key(), unsigned);
        return NAME + ":" + unsigned + folded(Base64.getEncoder().encodeToString(signature)) + "\r\n";
    }

    /** The value up to {@code b=}. */
    private String unsigned(SigningKey key, Instant now) {
        return " v=1; a=" + key.algorithm().tag() + "; c=relaxed/relaxed;"
                + "\r\n\td=" + key.domain() + ";"
                + "\r\n\ts=" + key.selector() + "; t=" + now.getEpochSecond() + ";"
                + "\r\n\th=" + names() + ";"
                + "\r\n\tbh=" + Base64.getEncoder().encodeToString(bodyHash) + ";"
                + "\r\n\tb=";
    }

    private String names() {
        StringBuilder text = new StringBuilder();
        int line = 0;
        for (String name : fields.names()) {
            if (text.length() > 0) {
                text.append(':');
                line++;
            }
            if (line + name.length() > LINE - 4) {
                text.append("\r\n\t ");
                line = 0;
            }
            text.append(name);
            line += name.length();
        }
        return text.toString();
    }

    private static String folded(String base64) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < base64.length(); i += LINE - 4) {
            text.append(i == 0 ? "" : "\r\n\t ").append(base64, i, Math.min(base64.length(), i + LINE - 4));
        }
        return text.toString();
    }

    /** @param unsigned the value of the field with an empty {@code b=} (RFC 6376 section 3.7) */
    byte[] sign(SigningAlgorithm algorithm, PrivateKey key, String unsigned) throws GeneralSecurityException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(fields.relaxed());
        new HeaderField("dkim-signature", unsigned.getBytes(StandardCharsets.US_ASCII)).writeRelaxed(data);
        Signature signature = switch (algorithm) {
            case RSA_SHA256 -> Signature.getInstance("SHA256withRSA");
            case ED25519_SHA256 -> Signature.getInstance("Ed25519");
        };
        signature.initSign(key);
        signature.update(
                switch (algorithm) {
                    case RSA_SHA256 -> data.toByteArray();
                    // RFC 8463 section 3: the hash of it is what is signed.
                    case ED25519_SHA256 -> Sha256.newDigest().digest(data.toByteArray());
                });
        return signature.sign();
    }
}
