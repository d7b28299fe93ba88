package org.facteur.wire.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The certificate chain and private key that the server shows, in TLS 1.2 and 1.3. They are read again when their files have
 * changed; if what is there then is broken, the server keeps what it has, and says so once.
 */
public final class TlsIdentity {

    private static final System.Logger LOG = System.getLogger(TlsIdentity.class.getName());

    /** How often the files are looked at, at most, and only if there is a handshake. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private final Path certificate;
    private final Path key;
    private final long checkInterval;

    private SslContext context;
    private State state;
    private long lastCheck = System.nanoTime();

    private TlsIdentity(Path certificate, Path key, Duration checkInterval) throws TlsIdentityException {
        this.certificate = certificate;
        this.key = key;
        this.checkInterval = checkInterval.toNanos();
        this.state = State.of(certificate, key);
        this.context = read();
    }

    /** What tells a version of the files from another. */
    private record State(
            @Nullable FileTime certificate,
            long certificateSize,
            @Nullable FileTime key,
            long keySize) {

        static State of(Path certificate, Path key) {
            try {
                return new State(
                        Files.getLastModifiedTime(certificate),
                        Files.size(certificate),
                        Files.getLastModifiedTime(key),
                        Files.size(key));
            } catch (IOException e) {
                return new State(null, 0, null, 0);
            }
        }
    }

    /**
     * Reads PEM files, now and whenever they have changed.
     *
     * @param certificate the server's certificate, then those that lead to its root
     * @param key its private key, not encrypted: PKCS#8, or the older forms of RSA (PKCS#1) and EC (SEC 1)
     */
    public static TlsIdentity fromFiles(Path certificate, Path key) throws TlsIdentityException {
        return fromFiles(certificate, key, CHECK_INTERVAL);
    }

    static TlsIdentity fromFiles(Path certificate, Path key, Duration checkInterval) throws TlsIdentityException {
        return new TlsIdentity(certificate, key, checkInterval);
    }

    /** The self-signed certificate for a host name that is kept in a folder, made now if it is not there. */
    public static TlsIdentity selfSigned(Path folder, String hostname) throws TlsIdentityException {
        SelfSignedFiles files = SelfSignedFiles.in(folder, hostname);
        return fromFiles(files.certificate(), files.key());
    }

    /** What a handshake that begins now shows. */
    public synchronized SslContext context() {
        if (System.nanoTime() - lastCheck >= checkInterval) {
            lastCheck = System.nanoTime();
            reloadIfChanged();
        }
        return context;
    }

    private void reloadIfChanged() {
        State now = State.of(certificate, key);
        if (now.equals(state)) {
            return;
        }
        state = now;
        try {
            context = read();
            LOG.log(Level.INFO, "TLS certificate read again from " + certificate);
        } catch (TlsIdentityException e) {
            LOG.log(Level.ERROR, "The TLS certificate stays as it was: " + e.getMessage());
        }
    }

    private SslContext read() throws TlsIdentityException {
        List<X509Certificate> chain = PemFiles.certificates(certificate);
        try {
            return SslContextBuilder.forServer(PemFiles.privateKey(key, chain.get(0)), chain)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsIdentityException(
                    "The certificate in " + certificate + " cannot be used for TLS: " + e.getMessage(), e);
        }
    }
}
