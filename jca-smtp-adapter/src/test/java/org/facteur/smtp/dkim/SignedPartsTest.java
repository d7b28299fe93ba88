package org.facteur.smtp.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;
import org.junit.jupiter.api.Test;

/** Signatures as RFC 6376 and RFC 8463 want them. */
class SignedPartsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_528_637_909);

    /** RFC 8463 appendix A.3. */
    private static final String DINNER = """
        From: Joe SixPack <joe@football.example.com>
        To: Suzie Q <suzie@shopping.example.net>
        Subject: Is dinner ready?
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
        Message-ID: <20030712040037.46341.5F8J@football.example.com>

        Hi.

        We lost the game.  Are you hungry yet?

        Joe.
        """.replace("\n", "\r\n");

    /** RFC 8463 appendix A.2. */
    private static PrivateKey exampleKey() throws GeneralSecurityException {
        byte[] seed = Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    }

    private static PublicKey examplePublicKey() throws GeneralSecurityException {
        byte[] octets = Base64.getDecoder().decode("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        boolean isOdd = octets[31] < 0;
        octets[31] &= 0x7f;
        byte[] bigEndian = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bigEndian[i] = octets[octets.length - 1 - i];
        }
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(isOdd, new BigInteger(1, bigEndian))));
    }

    private static SignedParts parts(String message) {
        MessageScan scan = new MessageScan();
        scan.accept(message.getBytes(StandardCharsets.ISO_8859_1));
        return scan.end().orElseThrow();
    }

    private static List<HeaderField> header(String text) {
        return HeaderField.parse(text.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
    }

    @Test
    void theExampleOfRfc8463IsSignedAsThere() throws Exception {
        String unsigned = " v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
                + " d=football.example.com; i=@football.example.com;\r\n"
                + " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
                + " subject : date : message-id : from : subject : date;\r\n"
                + " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=";
        SignedFields fields = SignedFields.of(
                header(DINNER.substring(0, DINNER.indexOf("\r\n\r\n") + 2)),
                List.of("from", "to", "subject", "date", "message-id", "from", "subject", "date"));

        byte[] signature =
                new SignedParts(fields, new byte[0]).sign(SigningAlgorithm.ED25519_SHA256, exampleKey(), unsigned);

        assertThat(Base64.getEncoder().encodeToString(signature))
                .isEqualTo("/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus"
                        + "Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==");
    }

    @Test
    void aSignatureIsOneFieldThatSaysWhatItHolds() throws Exception {
        String field = parts(DINNER)
                .sign(
                        new SigningKey(
                                "football.example.com", "brisbane", SigningAlgorithm.ED25519_SHA256, exampleKey()),
                        NOW);

        assertThat(field)
                .startsWith("DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
                        + "\td=football.example.com;\r\n"
                        + "\ts=brisbane; t=1528637909;\r\n"
                        + "\th=from:from:to:to:cc:subject:subject:date:date:reply-to:message-id:\r\n"
                        + "\t message-id:mime-version:content-type:content-transfer-encoding;\r\n"
                        + "\tbh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
                        + "\tb=")
                .endsWith("==\r\n");
        assertThat(field.lines()).allMatch(line -> line.length() <= 78);
        assertThat(isTrue(field, DINNER, examplePublicKey(), SigningAlgorithm.ED25519_SHA256))
                .isTrue();
        assertThat(isTrue(
                        field,
                        "Subject: Another one\r\n" + DINNER,
                        examplePublicKey(),
                        SigningAlgorithm.ED25519_SHA256))
                .as("with a Subject more")
                .isFalse();
        assertThat(isTrue(
                        field,
                        "List-Id: <news.example>\r\n" + DINNER,
                        examplePublicKey(),
                        SigningAlgorithm.ED25519_SHA256))
                .as("with a List-Id more")
                .isTrue();
    }

    @Test
    void anRsaKeySignsTheFieldsThemselves() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();

        String field = parts(DINNER)
                .sign(
                        new SigningKey("football.example.com", "test", SigningAlgorithm.RSA_SHA256, pair.getPrivate()),
                        NOW);

        assertThat(field.lines()).hasSize(11).allMatch(line -> line.length() <= 78);
        assertThat(isTrue(field, DINNER, pair.getPublic(), SigningAlgorithm.RSA_SHA256))
                .isTrue();
    }

    @Test
    void aKeyOfAnotherKindIsNone() throws Exception {
        SigningKey key = new SigningKey("example.com", "s", SigningAlgorithm.RSA_SHA256, exampleKey());

        assertThatThrownBy(() -> parts(DINNER).sign(key, NOW)).isInstanceOf(GeneralSecurityException.class);
    }

    /** As a verifier does it: what h= names, and the field without what b= says. */
    private static boolean isTrue(String field, String message, PublicKey key, SigningAlgorithm algorithm)
            throws GeneralSecurityException {
        String value = field.substring("DKIM-Signature:".length(), field.length() - 2);
        int b = value.lastIndexOf("\tb=") + 3;
        Matcher h = Pattern.compile("h=([^;]*);").matcher(value);
        assertThat(h.find()).isTrue();
        List<String> names = List.of(h.group(1).replaceAll("\\s", "").split(":"));
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(SignedFields.of(header(message.substring(0, message.indexOf("\r\n\r\n") + 2)), names)
                .relaxed());
        header("DKIM-Signature:" + value.substring(0, b) + "\r\n").get(0).writeRelaxed(data);
        Signature signature =
                Signature.getInstance(algorithm == SigningAlgorithm.RSA_SHA256 ? "SHA256withRSA" : "Ed25519");
        signature.initVerify(key);
        signature.update(
                algorithm == SigningAlgorithm.RSA_SHA256
                        ? data.toByteArray()
                        : Sha256.newDigest().digest(data.toByteArray()));
        return signature.verify(Base64.getDecoder().decode(value.substring(b).replaceAll("\\s", "")));
    }
}
