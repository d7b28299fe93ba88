package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** curl logs in with a token or a certificate, in every protocol that it knows, on a server that is configured for it. */
class SingleSignOnIT {

    private static final String ISSUER = "https://login.example.test";
    private static final String PASSWORD = "keystore";

    @TempDir
    private static Path folder;

    private static FacteurServer server;
    private static KeyPair keys;
    private static String alice;

    @BeforeAll
    static void start() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        Path keySet = Files.writeString(folder.resolve("keys.json"), keySet());
        // The account's address is not known before the server runs; whom a certificate names is.
        alice = "sso@" + SharedServer.DOMAIN;
        makeCertificate();
        server = FacteurServer.start(
                folder.resolve("server"),
                Map.of(
                        "FACTEUR_OAUTH_ISSUER",
                        ISSUER,
                        "FACTEUR_OAUTH_AUDIENCE",
                        "facteur",
                        "FACTEUR_OAUTH_KEYS",
                        keySet.toString(),
                        "FACTEUR_TLS_CLIENT_AUTHORITIES",
                        folder.resolve("client.pem").toString()));
        server.admin().createDomain(SharedServer.DOMAIN);
        server.admin().createAccount(alice, SharedServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"use\":\"sig\",\"n\":\"" + base64(key.getModulus())
                + "\",\"e\":\"" + base64(key.getPublicExponent()) + "\"}]}";
    }

    private static String base64(BigInteger number) {
        byte[] octets = number.toByteArray();
        return base64(octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets);
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String audience) throws GeneralSecurityException {
        String content = base64("{\"alg\":\"RS256\",\"kid\":\"one\"}") + "."
                + base64("{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + audience + "\",\"email\":\"" + alice + "\",\"exp\":"
                        + Instant.now().plusSeconds(300).getEpochSecond() + "}");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + base64(signature.sign());
    }

    private static void makeCertificate() throws IOException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> store =
                List.of("-keystore", folder.resolve("client.p12").toString(), "-storepass", PASSWORD, "-alias", "me");
        run(keytool, "-genkeypair", store, "-keyalg", "EC", "-dname", "CN=SSO", "-ext", "san=email:" + alice);
        run(
                keytool,
                "-exportcert",
                store,
                "-rfc",
                "-file",
                folder.resolve("client.pem").toString());
    }

    private static void run(String program, String task, List<String> store, String... more) {
        List<String> command = new ArrayList<>(List.of(program, task));
        command.addAll(store);
        command.addAll(List.of(more));
        Command.run(command).orFail();
    }

    private static Command.Outcome curl(String scheme, Listener listener, String... options) {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "20", "--insecure"));
        command.addAll(List.of(options));
        command.add(scheme + "://127.0.0.1:" + server.port(listener) + "/");
        return Command.run(command);
    }

    @ParameterizedTest
    @CsvSource({"imaps,IMAPS,OAUTHBEARER", "imaps,IMAPS,XOAUTH2", "pop3s,POP3S,OAUTHBEARER", "pop3s,POP3S,XOAUTH2"})
    void aTokenLogsIn(String scheme, Listener listener, String mechanism) throws Exception {
        Command.Outcome good = curl(
                scheme,
                listener,
                "--user",
                alice,
                "--oauth2-bearer",
                token("facteur"),
                "--login-options",
                "AUTH=" + mechanism);
        assertThat(good.status()).as(good.output()).isZero();
        Command.Outcome bad = curl(
                scheme,
                listener,
                "--user",
                alice,
                "--oauth2-bearer",
                token("another"),
                "--login-options",
                "AUTH=" + mechanism);
        assertThat(bad.status()).as(bad.output()).isEqualTo(67);
    }

    @ParameterizedTest
    @CsvSource({"imaps,IMAPS", "pop3s,POP3S"})
    void aCertificateLogsIn(String scheme, Listener listener) {
        Command.Outcome good = curl(
                scheme,
                listener,
                "--user",
                alice + ":",
                "--login-options",
                "AUTH=EXTERNAL",
                "--cert-type",
                "P12",
                "--cert",
                folder.resolve("client.p12") + ":" + PASSWORD);
        assertThat(good.status()).as(good.output()).isZero();
    }

    @Test
    void whoHasNoCertificateIsNotOfferedToLogInByOne() {
        Command.Outcome without = curl("imaps", Listener.IMAPS, "-v", "--user", alice + ":" + SharedServer.PASSWORD);
        assertThat(without.output()).contains("AUTH=OAUTHBEARER").doesNotContain("AUTH=EXTERNAL");
    }
}
