package org.facteur.wire.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of a test, which signs certificates for servers, right ones and others. Files are written into its folder. */
public final class TestAuthority {

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * A certificate and its key as PEM files.
     *
     * @param file the certificate, then that of the authority
     */
    public record Issued(X509Certificate certificate, Path file, Path key) {}

    private final Path folder;
    private final X500Name name;
    private final KeyPair pair;
    private final X509Certificate certificate;
    private final Path file;
    private int issued;

    private TestAuthority(Path folder, String name) throws GeneralSecurityException, IOException, OperatorException {
        this.folder = Files.createDirectories(folder);
        this.name = new X500Name("CN=" + name);
        this.pair = pair();
        X509v3CertificateBuilder builder =
                builder(this.name, this.name, pair.getPublic(), Instant.now().plus(DAY));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        this.certificate = sign(builder, pair.getPrivate());
        this.file = pem(folder.resolve("authority.crt"), certificate);
    }

    public static TestAuthority in(Path folder) {
        try {
            return new TestAuthority(folder, "Authority of a test " + folder.getFileName());
        } catch (GeneralSecurityException | IOException | OperatorException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Its own certificate, in PEM. */
    public Path file() {
        return file;
    }

    /** For servers of these names, or addresses, for a day. */
    public Issued issue(String... names) {
        return issue(Instant.now().plus(DAY), names);
    }

    public Issued issue(Instant expires, String... names) {
        try {
            KeyPair own = pair();
            X509v3CertificateBuilder builder =
                    builder(name, new X500Name("CN=server.invalid"), own.getPublic(), expires);
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(Arrays.stream(names)
                            .map(each -> new GeneralName(
                                    each.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName, each))
                            .toArray(GeneralName[]::new)));
            X509Certificate server = sign(builder, pair.getPrivate());
            int number = ++issued;
            return new Issued(
                    server,
                    pem(folder.resolve("server-" + number + ".crt"), server, certificate),
                    pem(folder.resolve("server-" + number + ".key"), new JcaPKCS8Generator(own.getPrivate(), null)));
        } catch (GeneralSecurityException | IOException | OperatorException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key, Instant expires) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(100, new SecureRandom()),
                Date.from(expires.minus(DAY.multipliedBy(10))),
                Date.from(expires),
                subject,
                key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static Path pem(Path file, Object... objects) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : List.of(objects)) {
                writer.writeObject(object);
            }
        }
        return Files.writeString(file, text.toString());
    }
}
