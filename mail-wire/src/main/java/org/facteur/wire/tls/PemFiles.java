package org.facteur.wire.tls;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** Reads certificates and keys from PEM files (RFC 7468), with a sentence for each way in which they can be wrong. */
final class PemFiles {

    /** No chain and no key comes near it. */
    private static final long MAX_SIZE = 1024 * 1024;

    private PemFiles() {}

    /** The certificates of a file in their order, at least one. */
    static List<X509Certificate> certificates(Path file) throws TlsIdentityException {
        List<X509Certificate> certificates = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        try (PEMParser parser = open(file)) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof X509CertificateHolder holder) {
                    certificates.add(converter.getCertificate(holder));
                }
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw unreadable(file, e);
        }
        if (certificates.isEmpty()) {
            throw new TlsIdentityException("There is no PEM certificate in " + file);
        }
        return certificates;
    }

    /** The private key of a file, which must be the certificate's. */
    static PrivateKey privateKey(Path file, X509Certificate certificate) throws TlsIdentityException {
        PrivateKey key = null;
        try (PEMParser parser = open(file)) {
            for (Object object = parser.readObject(); object != null && key == null; object = parser.readObject()) {
                key = privateKey(file, object);
            }
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
        if (key == null) {
            throw new TlsIdentityException("There is no PEM private key in " + file);
        }
        if (!belongTogether(key, certificate.getPublicKey())) {
            throw new TlsIdentityException("The key in " + file + " is not the certificate's");
        }
        return key;
    }

    /** Null for what stands before a key, such as the parameters of a curve. */
    private static @Nullable PrivateKey privateKey(Path file, Object object) throws IOException, TlsIdentityException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        if (object instanceof PEMKeyPair pair) {
            return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (object instanceof PrivateKeyInfo info) {
            return converter.getPrivateKey(info);
        }
        if (object instanceof PEMEncryptedKeyPair || object instanceof PKCS8EncryptedPrivateKeyInfo) {
            throw new TlsIdentityException("The private key in " + file + " is encrypted");
        }
        return null;
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] sample = "one key pair".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(sample);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certified);
            verifier.update(sample);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static PEMParser open(Path file) throws IOException {
        if (Files.size(file) > MAX_SIZE) {
            throw new IOException("too large");
        }
        Reader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
        return new PEMParser(text);
    }

    private static TlsIdentityException unreadable(Path file, Exception e) {
        return new TlsIdentityException(
                e instanceof NoSuchFileException
                        ? "There is no file " + file
                        : "The file " + file + " cannot be read as PEM: " + e.getMessage(),
                e);
    }
}
