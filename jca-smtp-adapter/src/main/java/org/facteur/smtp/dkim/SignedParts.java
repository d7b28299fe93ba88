package org.facteur.smtp.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;

/** What is signed of a message: some fields, and the hash of its body; both in their relaxed form. */
public final class SignedParts {

    private static final String NAME = "DKIM-Signature";

    /** A seal covers the signatures that its message has, so that it shows which these were. */
    private static final List<String> SIGNATURES = List.of("dkim-signature");

    /** Where lines of a signature end, as far as its words let them. */
    private static final int LINE = 76;

    private final SignedFields fields;
    private final byte[] bodyHash;

    SignedParts(SignedFields fields, byte[] bodyHash) {
        this.fields = fields;
        this.bodyHash = bodyHash;
    }

    /**
     * What a seal signs of a message.
     *
     * @param header from top to bottom
     * @param bodyHash of the relaxed form of the whole body
     * @return empty if the message has not exactly one From
     */
    public static Optional<SignedParts> ofSealed(List<HeaderField> header, byte[] bodyHash) {
        return SignedFields.with(header, SIGNATURES).map(fields -> new SignedParts(fields, bodyHash));
    }

    /**
     * A signature (RFC 6376 section 3.5).
     *
     * @return the field in ASCII, with its CRLF
     * @throws GeneralSecurityException if the key is no such key
     */
    public String sign(SigningKey key, Instant now) throws GeneralSecurityException {
        return sign(NAME, "v=1", key, now);
    }

    /**
     * The same in a field of another name.
     *
     * @param first the tag with which it begins
     */
    public String sign(String name, String first, SigningKey key, Instant now) throws GeneralSecurityException {
        return field(name, unsigned(first, key, now), fields.relaxed(), key);
    }

    /**
     * A field that signs others.
     *
     * @param unsigned its value up to {@code b=}
     * @param others in their canonical form, each with its CRLF
     * @return the field in ASCII, with its CRLF
     * @throws GeneralSecurityException if the key is no such key
     */
    public static String field(String name, String unsigned, byte[] others, SigningKey key)
            throws GeneralSecurityException {
        byte[] signature = sign(key.algorithm(), key.key(), others, new HeaderField(name, octets(unsigned)));
        return name + ":" + unsigned + folded(Base64.getEncoder().encodeToString(signature)) + "\r\n";
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The value up to {@code b=}. */
    private String unsigned(String first, SigningKey key, Instant now) {
        return " " + first + "; a=" + key.algorithm().tag() + "; c=relaxed/relaxed;"
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
        return sign(algorithm, key, fields.relaxed(), new HeaderField(NAME, octets(unsigned)));
    }

    private static byte[] sign(SigningAlgorithm algorithm, PrivateKey key, byte[] others, HeaderField own)
            throws GeneralSecurityException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(others);
        own.writeRelaxed(data);
        Signature signature = Algorithms.signature(algorithm);
        signature.initSign(key);
        signature.update(Algorithms.signedOctets(algorithm, data.toByteArray()));
        return signature.sign();
    }
}
