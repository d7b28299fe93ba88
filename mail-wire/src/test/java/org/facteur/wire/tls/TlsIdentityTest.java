package org.facteur.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {

    @TempDir
    Path folder;

    private static KeyPair pair(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    private static X509CertificateHolder certify(KeyPair pair, Instant until) throws Exception {
        X500Name name = new X500Name("CN=mail.example.test");
        String algorithm = pair.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        return new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                        Date.from(until),
                        name,
                        pair.getPublic())
                .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()));
    }

    private Path write(String name, Object... objects) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        }
        return Files.writeString(folder.resolve(name), text.toString());
    }

    private Path certificate(KeyPair pair) throws Exception {
        return write("server.crt", certify(pair, Instant.now().plus(Duration.ofDays(30))));
    }

    /** As OpenSSL writes them, the curve and the public key included. */
    private static Object traditional(KeyPair pair) throws Exception {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
        if (pair.getPrivate().getAlgorithm().equals("RSA")) {
            return new PemObject(
                    "RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
        }
        ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
        ECPrivateKey whole = new ECPrivateKey(
                256,
                key.getKey(),
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()).getPublicKeyData(),
                info.getPrivateKeyAlgorithm().getParameters());
        return new PemObject("EC PRIVATE KEY", whole.getEncoded());
    }

    @Test
    void keysAreReadInAllTheirForms() throws Exception {
        for (KeyPair pair : List.of(pair("RSA", 2048), pair("EC", 256))) {
            Path certificate = certificate(pair);
            Path traditional = write("traditional.key", traditional(pair));
            Path pkcs8 = write("pkcs8.key", new JcaPKCS8Generator(pair.getPrivate(), null));
            assertThat(Files.readString(traditional)).containsPattern("BEGIN (RSA|EC) PRIVATE KEY");
            assertThat(Files.readString(pkcs8)).contains("BEGIN PRIVATE KEY");
            assertThat(TlsIdentity.fromFiles(certificate, traditional).context())
                    .isNotNull();
            assertThat(TlsIdentity.fromFiles(certificate, pkcs8).context()).isNotNull();
        }
    }

    @Test
    void curveParametersBeforeAKeyAreSkipped() throws Exception {
        KeyPair pair = pair("EC", 256);
        String key = Files.readString(write("server.key", traditional(pair)));
        Path both = Files.writeString(
                folder.resolve("both.key"),
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + key);
        assertThat(TlsIdentity.fromFiles(certificate(pair), both).context()).isNotNull();
    }

    @Test
    void whatIsWrongIsSaidInOneSentence() throws Exception {
        KeyPair pair = pair("EC", 256);
        Path certificate = certificate(pair);
        Path key = write("server.key", new JcaPKCS8Generator(pair.getPrivate(), null));
        Path other = write("other.key", new JcaPKCS8Generator(pair("EC", 256).getPrivate(), null));
        Path text = Files.writeString(folder.resolve("text"), "not PEM\n");
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> TlsIdentity.fromFiles(missing, key)).hasMessage("There is no file " + missing);
        assertThatThrownBy(() -> TlsIdentity.fromFiles(certificate, missing)).hasMessage("There is no file " + missing);
        assertThatThrownBy(() -> TlsIdentity.fromFiles(text, key)).hasMessage("There is no PEM certificate in " + text);
        assertThatThrownBy(() -> TlsIdentity.fromFiles(certificate, text))
                .hasMessage("There is no PEM private key in " + text);
        assertThatThrownBy(() -> TlsIdentity.fromFiles(certificate, other))
                .hasMessage("The key in " + other + " is not the certificate's");
        Path damaged = Files.writeString(
                folder.resolve("damaged"), "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> TlsIdentity.fromFiles(certificate, damaged))
                .isInstanceOf(TlsIdentityException.class)
                .hasMessageStartingWith("The file " + damaged + " cannot be read as PEM: ");
    }

    @Test
    void changedFilesAreReadAgainAndBrokenOnesAreNot() throws Exception {
        KeyPair first = pair("EC", 256);
        Path certificate = certificate(first);
        Path key = write("server.key", new JcaPKCS8Generator(first.getPrivate(), null));
        TlsIdentity identity = TlsIdentity.fromFiles(certificate, key, TlsOptions.DEFAULT, Duration.ZERO);
        SslContext before = identity.context();
        assertThat(identity.context()).isSameAs(before);

        KeyPair second = pair("EC", 256);
        certificate(second);
        touch(certificate, 1);
        assertThat(identity.context())
                .as("the key is not the new certificate's yet")
                .isSameAs(before);

        write("server.key", new JcaPKCS8Generator(second.getPrivate(), null));
        touch(key, 2);
        SslContext after = identity.context();
        assertThat(after).isNotSameAs(before);

        Files.delete(key);
        assertThat(identity.context()).isSameAs(after);
    }

    private static void touch(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    @Test
    void theSelfSignedCertificateIsMadeOnceAndItsKeyIsTheOwnersAlone() throws Exception {
        TlsIdentity.selfSigned(folder.resolve("tls"), "mail.example.test");
        byte[] certificate = Files.readAllBytes(folder.resolve("tls/server.crt"));
        TlsIdentity.selfSigned(folder.resolve("tls"), "mail.example.test");
        assertThat(Files.readAllBytes(folder.resolve("tls/server.crt"))).isEqualTo(certificate);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tls/server.key"))))
                .isEqualTo("rw-------");
        X509Certificate parsed =
                PemFiles.certificates(folder.resolve("tls/server.crt")).get(0);
        assertThat(parsed.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .contains("mail.example.test", "localhost", "127.0.0.1");
        parsed.verify(parsed.getPublicKey());
    }

    @Test
    void threeListenersThatStartAtOnceAgree() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                results.add(threads.submit(() -> {
                    SelfSignedFiles files = SelfSignedFiles.in(folder.resolve("tls"), "mail.example.test");
                    return Files.readAllBytes(files.certificate());
                }));
            }
            assertThat(results.get(1).get()).isEqualTo(results.get(0).get());
            assertThat(results.get(2).get()).isEqualTo(results.get(0).get());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void halfAPairAndAnExpiredCertificateAreReplaced() throws Exception {
        SelfSignedFiles files = SelfSignedFiles.in(folder, "mail.example.test");
        byte[] before = Files.readAllBytes(files.certificate());
        Files.delete(files.key());
        SelfSignedFiles.in(folder, "mail.example.test");
        byte[] after = Files.readAllBytes(files.certificate());
        assertThat(after).isNotEqualTo(before);

        KeyPair pair = pair("EC", 256);
        write("server.crt", certify(pair, Instant.parse("2020-02-01T00:00:00Z")));
        write("server.key", new JcaPKCS8Generator(pair.getPrivate(), null));
        SelfSignedFiles.in(folder, "mail.example.test");
        assertThat(PemFiles.certificates(files.certificate()).get(0).getNotAfter())
                .isAfter(new Date());
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidSo() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> TlsIdentity.selfSigned(file.resolve("tls"), "mail.example.test"))
                .isInstanceOf(TlsIdentityException.class)
                .hasMessageStartingWith("No certificate can be made in " + file);
    }
}
