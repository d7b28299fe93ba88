package org.facteur.wire.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A self-signed certificate and its key in a folder: made for the first who asks, the same for all who ask later. Listeners
 * that start at once, in this process or in several, agree by a lock on a file.
 */
record SelfSignedFiles(Path certificate, Path key) {

    private static final System.Logger LOG = System.getLogger(SelfSignedFiles.class.getName());
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    static SelfSignedFiles in(Path folder, String hostname) throws TlsIdentityException {
        SelfSignedFiles files = new SelfSignedFiles(folder.resolve("server.crt"), folder.resolve("server.key"));
        // A file lock is the process's: threads are kept apart by the monitor.
        synchronized (SelfSignedFiles.class) {
            try {
                Files.createDirectories(folder);
                try (FileChannel channel = FileChannel.open(
                        folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    channel.lock();
                    if (!files.areUsable()) {
                        files.make(hostname);
                    }
                }
            } catch (IOException | OverlappingFileLockException | GeneralSecurityException | OperatorException e) {
                throw new TlsIdentityException("No certificate can be made in " + folder + ": " + e, e);
            }
        }
        return files;
    }

    /** Half of a pair, as a crash leaves it, is not usable, and neither is a certificate that has expired. */
    private boolean areUsable() {
        if (!Files.exists(certificate) && !Files.exists(key)) {
            return false;
        }
        try {
            X509Certificate own = PemFiles.certificates(certificate).get(0);
            PemFiles.privateKey(key, own);
            if (own.getNotAfter().toInstant().isAfter(Instant.now())) {
                return true;
            }
            LOG.log(Level.WARNING, "The self-signed certificate has expired, a new one is made: " + certificate);
        } catch (TlsIdentityException e) {
            LOG.log(Level.WARNING, "A new self-signed certificate is made: " + e.getMessage());
        }
        return false;
    }

    private void make(String hostname) throws IOException, GeneralSecurityException, OperatorException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        write(key, pem(new JcaPKCS8Generator(pair.getPrivate(), null)), ownerOnly(key));
        write(certificate, pem(certify(pair, hostname)));
        LOG.log(Level.INFO, "Self-signed certificate for " + hostname + " made: " + certificate);
    }

    private static Object certify(KeyPair pair, String hostname) throws IOException, OperatorException {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, hostname);
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name.build(),
                new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(VALIDITY)),
                name.build(),
                pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, hostname),
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1")
        }));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    /** The file is there as a whole or not at all, and never for a moment with wider permissions. */
    private static void write(Path file, String text, FileAttribute<?>... attributes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, attributes);
        Files.writeString(fresh, text, StandardCharsets.US_ASCII);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-------");
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
    }
}
