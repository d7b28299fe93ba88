package org.facteur.wire.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The authorities that are believed when they say whose a server's certificate is (RFC 5280). Safe for use by several threads. */
public final class TrustedAuthorities {

    /** What JSSE calls the key exchange of TLS 1.3: each that the certificate is fit for. */
    private static final String ANY_KEY_EXCHANGE = "UNKNOWN";

    private final X509TrustManager authorities;

    private TrustedAuthorities(X509TrustManager authorities) {
        this.authorities = authorities;
    }

    /** Those of the Java platform. */
    public static TrustedAuthorities ofPlatform() throws TlsIdentityException {
        return of(null, "of the Java platform");
    }

    /** Those of a PEM file, and no others. */
    public static TrustedAuthorities fromFile(Path file) throws TlsIdentityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate authority : PemFiles.certificates(file)) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            return of(store, "in " + file);
        } catch (GeneralSecurityException | IOException e) {
            throw unusable("in " + file, e);
        }
    }

    private static TrustedAuthorities of(@Nullable KeyStore store, String where) throws TlsIdentityException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager each : factory.getTrustManagers()) {
                if (each instanceof X509TrustManager authorities) {
                    return new TrustedAuthorities(authorities);
                }
            }
            throw new GeneralSecurityException("none for X.509");
        } catch (GeneralSecurityException e) {
            throw unusable(where, e);
        }
    }

    private static TlsIdentityException unusable(String where, Exception e) {
        return new TlsIdentityException("The authorities " + where + " cannot be used: " + e.getMessage(), e);
    }

    /**
     * Why nobody vouches for a certificate; whose it is, is not looked at.
     *
     * @param chain the server's certificate, then those that lead to its authority
     * @return what the certificate is or does, such as {@code has expired}; empty if somebody vouches for it
     */
    public Optional<String> flaw(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return Optional.of("is missing");
        }
        try {
            authorities.checkServerTrusted(chain.toArray(X509Certificate[]::new), ANY_KEY_EXCHANGE);
            return Optional.empty();
        } catch (GeneralSecurityException | RuntimeException e) { // what a server shows is anything
            return Optional.of(words(e));
        }
    }

    private static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "has expired";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "is not valid yet";
            }
            if (cause instanceof CertPathValidatorException path
                    && path.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
                return "is signed in a way that is not trusted any more";
            }
        }
        return "is of an authority that is not trusted";
    }

    /** For clients that verify servers by these authorities, and by the names that they call them. */
    public SSLContext clientContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {authorities}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The server has no TLS", e);
        }
    }
}
