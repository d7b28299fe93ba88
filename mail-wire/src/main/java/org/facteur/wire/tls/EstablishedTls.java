package org.facteur.wire.tls;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The TLS of one connection, once its handshake is done. */
public final class EstablishedTls {

    private static final System.Logger LOG = System.getLogger(EstablishedTls.class.getName());

    private static final String TLS_1_3 = "TLSv1.3";
    private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
    private static final int EXPORTED_OCTETS = 32;

    /** {@code ExtendedSSLSession.exportKeyingMaterialData}, which there is from JDK 25. */
    private static final @Nullable MethodHandle EXPORTER = exporter();

    private final SSLSession session;

    public EstablishedTls(SSLSession session) {
        this.session = session;
    }

    /** Version and cipher suite, such as {@code TLSv1.3 TLS_AES_128_GCM_SHA256}. */
    public String description() {
        return session.getProtocol() + " " + session.getCipherSuite();
    }

    /** What the other end has shown, its own certificate first; empty if it has shown none. */
    public List<X509Certificate> peerChain() {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    /** Such as {@code TLSv1.3}. */
    public String protocol() {
        return session.getProtocol();
    }

    /** Such as {@code TLS_AES_128_GCM_SHA256}. */
    public String cipherSuite() {
        return session.getCipherSuite();
    }

    /** What the client has shown; empty if it was not asked, or has none. */
    public Optional<X509Certificate> clientCertificate() {
        return peerChain().stream().findFirst();
    }

    /**
     * What is this connection's own.
     *
     * @param type {@code tls-server-end-point} (RFC 5929 section 4), or {@code tls-exporter} (RFC 9266), which this has with TLS
     *     1.3 on a JDK that exports keying material
     */
    public Optional<byte[]> channelBinding(String type) {
        return switch (type) {
            case "tls-server-end-point" -> serverEndPoint();
            case "tls-exporter" -> exported();
            default -> Optional.empty();
        };
    }

    /** The hash of the certificate with the hash function of its signature, but never with a broken one. */
    private Optional<byte[]> serverEndPoint() {
        Certificate[] chain = session.getLocalCertificates();
        if (chain == null || chain.length == 0 || !(chain[0] instanceof X509Certificate certificate)) {
            return Optional.empty();
        }
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        int with = signature.indexOf("WITH");
        if (with < 0) {
            // Ed25519 and its like have no hash function of their own: the binding is not defined.
            return Optional.empty();
        }
        String hash = switch (signature.substring(0, with)) {
            case "MD5", "SHA1" -> "SHA-256";
            case "SHA224" -> "SHA-224";
            case "SHA384" -> "SHA-384";
            case "SHA512" -> "SHA-512";
            default -> "SHA-256";
        };
        try {
            return Optional.of(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> exported() {
        if (EXPORTER == null || !session.getProtocol().equals(TLS_1_3) || !(session instanceof ExtendedSSLSession)) {
            return Optional.empty();
        }
        try {
            return Optional.of((byte[]) EXPORTER.invoke(session, EXPORTER_LABEL, new byte[0], EXPORTED_OCTETS));
        } catch (Error e) {
            throw e;
        } catch (Throwable e) { // as a method handle declares it
            LOG.log(System.Logger.Level.DEBUG, "No tls-exporter, clients bind to the certificate: {0}", e.toString());
            return Optional.empty();
        }
    }

    private static @Nullable MethodHandle exporter() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            ExtendedSSLSession.class,
                            "exportKeyingMaterialData",
                            MethodType.methodType(byte[].class, String.class, byte[].class, int.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
