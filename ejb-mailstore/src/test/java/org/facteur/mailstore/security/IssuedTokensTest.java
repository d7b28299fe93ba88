package org.facteur.mailstore.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Secret;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuedTokensTest {

    private static final String ISSUER = "https://login.example.test/";

    private static KeyPair rsa;
    private static KeyPair otherRsa;
    private static KeyPair ec;
    private static KeyPair ed;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        KeyPairGenerator rsaKeys = KeyPairGenerator.getInstance("RSA");
        rsaKeys.initialize(2048);
        rsa = rsaKeys.generateKeyPair();
        otherRsa = rsaKeys.generateKeyPair();
        KeyPairGenerator ecKeys = KeyPairGenerator.getInstance("EC");
        ecKeys.initialize(new ECGenParameterSpec("secp256r1"));
        ec = ecKeys.generateKeyPair();
        ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static JWK rsaKey(String id, KeyPair pair) {
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(id).build();
    }

    private static List<JWK> allKeys() {
        byte[] encoded = ed.getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return List.of(
                rsaKey("rsa", rsa),
                new ECKey.Builder(Curve.P_256, (ECPublicKey) ec.getPublic())
                        .keyID("ec")
                        .build(),
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                        .keyID("ed")
                        .build());
    }

    private Path keyFile(List<JWK> keys) throws IOException {
        return Files.writeString(folder.resolve("keys.json"), new JWKSet(keys).toString());
    }

    private IssuedTokens verifier(String keys, String claim) {
        return new IssuedTokens(ISSUER, "facteur", keys, claim, Duration.ofSeconds(60));
    }

    private IssuedTokens verifier() throws IOException {
        return verifier(keyFile(allKeys()).toString(), "email");
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(List.of("another", "facteur"))
                .subject("4711")
                .claim("email", "alice@example.test")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static Secret signed(JWSAlgorithm algorithm, String id, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(id).build(), claims);
        token.sign(signer);
        return new Secret(token.serialize());
    }

    private static Secret byRsa(JWTClaimsSet claims) throws JOSEException {
        return signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa.getPrivate()), claims);
    }

    private static Secret byEd(JWTClaimsSet claims) throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("ed").build();
        SignedJWT unsigned = new SignedJWT(header, claims);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(ed.getPrivate());
        signature.update(unsigned.getSigningInput());
        return new Secret(new String(unsigned.getSigningInput(), StandardCharsets.US_ASCII) + "."
                + Base64URL.encode(signature.sign()));
    }

    @Test
    void everyKindOfKeySigns() throws Exception {
        JWTClaimsSet claims = claims().build();
        assertThat(verifier().verify(byRsa(claims))).contains("alice@example.test");
        assertThat(verifier()
                        .verify(signed(
                                JWSAlgorithm.ES256, "ec", new ECDSASigner((ECPrivateKey) ec.getPrivate()), claims)))
                .contains("alice@example.test");
        assertThat(verifier().verify(byEd(claims))).contains("alice@example.test");
    }

    @Test
    void theClaimThatNamesTheAccountIsConfigured() throws Exception {
        IssuedTokens verifier = verifier(keyFile(allKeys()).toString(), "preferred_username");
        assertThat(verifier.verify(byRsa(claims().build()))).isEmpty();
        assertThat(verifier.verify(
                        byRsa(claims().claim("preferred_username", "alice").build())))
                .contains("alice");
    }

    @Test
    void whatIsNotForThisServerNowIsRefused() throws Exception {
        IssuedTokens verifier = verifier();
        Instant now = Instant.now();
        List<JWTClaimsSet> wrong = List.of(
                claims().issuer("https://elsewhere.example.test/").build(),
                claims().audience("another").build(),
                claims().audience(List.of()).build(),
                claims().expirationTime(null).build(),
                claims().expirationTime(Date.from(now.minusSeconds(120))).build(),
                claims().notBeforeTime(Date.from(now.plusSeconds(120))).build(),
                claims().claim("email", null).build(),
                claims().claim("email", " ").build(),
                claims().claim("email", 17).build(),
                claims().claim("email_verified", false).build());
        for (JWTClaimsSet each : wrong) {
            assertThat(verifier.verify(byRsa(each))).as(each.toString()).isEmpty();
        }
    }

    @Test
    void clocksMayDifferALittle() throws Exception {
        Instant now = Instant.now();
        assertThat(verifier()
                        .verify(byRsa(claims().expirationTime(Date.from(now.minusSeconds(30)))
                                .notBeforeTime(Date.from(now.plusSeconds(30)))
                                .build())))
                .isPresent();
    }

    @Test
    void nobodyElseSigns() throws Exception {
        JWTClaimsSet claims = claims().build();
        IssuedTokens verifier = verifier();
        String good = byRsa(claims).reveal();
        assertThat(verifier.verify(signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(otherRsa.getPrivate()), claims)))
                .isEmpty();
        assertThat(verifier.verify(new Secret(new PlainJWT(claims).serialize())))
                .isEmpty();
        assertThat(verifier.verify(new Secret(good.substring(0, good.lastIndexOf('.') + 1))))
                .isEmpty();
        assertThat(verifier.verify(new Secret(good.substring(0, good.length() - 8) + "AAAAAAAA")))
                .isEmpty();
        // Whoever knows the public key as a text could sign with it, if it were taken for a secret.
        byte[] known = rsa.getPublic().getEncoded();
        assertThat(verifier.verify(signed(JWSAlgorithm.HS256, "rsa", new MACSigner(known), claims)))
                .isEmpty();
        for (String nonsense : List.of("", ".", "..", "a.b.c", "x", good + ".x")) {
            assertThat(verifier.verify(new Secret(nonsense))).as(nonsense).isEmpty();
        }
    }

    @Test
    void aFileIsReadAgainWhenItHasChanged() throws Exception {
        Path file = keyFile(List.of(rsaKey("rsa", otherRsa)));
        IssuedTokens verifier = verifier(file.toString(), "email");
        Secret token = byRsa(claims().build());
        assertThat(verifier.verify(token)).isEmpty();
        keyFile(List.of(rsaKey("rsa", rsa)));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(verifier.verify(token)).isPresent();
    }

    @Test
    void withoutKeysNothingCanBeSaid() throws Exception {
        Secret token = byRsa(claims().build());
        IssuedTokens missing = verifier(folder.resolve("nothing.json").toString(), "email");
        assertThatThrownBy(() -> missing.verify(token))
                .isInstanceOfSatisfying(
                        MailStoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(MailStoreException.Reason.UNAVAILABLE));
        assertThatThrownBy(() -> verifier("http://elsewhere.example.test/keys", "email"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
    }

    @Test
    void keysAtAUrlAreKeptAndAskedForAgainWhenOneIsNew() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            byte[] body = new JWKSet(allKeys()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        try {
            IssuedTokens verifier =
                    verifier("http://localhost:" + issuer.getAddress().getPort() + "/keys", "email");
            Secret token = byRsa(claims().build());
            for (int i = 0; i < 5; i++) {
                assertThat(verifier.verify(token)).isPresent();
            }
            assertThat(asked).hasValue(1);
            Secret unknown =
                    signed(JWSAlgorithm.RS256, "new", new RSASSASigner(otherRsa.getPrivate()), claims().build());
            for (int i = 0; i < 5; i++) {
                try {
                    assertThat(verifier.verify(unknown)).isEmpty();
                } catch (MailStoreException e) {
                    // Asked too often: the issuer is left alone.
                    assertThat(e.reason()).isEqualTo(MailStoreException.Reason.UNAVAILABLE);
                }
            }
            assertThat(asked.get()).isBetween(2, 3);
        } finally {
            issuer.stop(0);
        }
    }
}
