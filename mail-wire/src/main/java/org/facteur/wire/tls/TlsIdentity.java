package org.facteur.wire.tls;

import io.netty.handler.ssl.ClientAuth;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The certificate chain and private key that the server shows, in TLS 1.2 and 1.3, and the authorities whose certificates
 * clients may show. They are read again when their files have changed; if what is there then is broken, the server keeps what
 * it has, and says so once.
 */
public final class TlsIdentity {

    private static final System.Logger LOG = System.getLogger(TlsIdentity.class.getName());

    /** How often the files are looked at, at most, and only if there is a handshake. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private final Path certificate;
    private final Path key;
    private final Optional<Path> clientAuthorities;
    private final long checkInterval;

    private SslContext context;
    private State state;
    private long lastCheck = System.nanoTime();

    private TlsIdentity(Path certificate, Path key, Optional<Path> clientAuthorities, Duration checkInterval)
            throws TlsIdentityException {
        this.certificate = certificate;
        this.key = key;
        this.clientAuthorities = clientAuthorities;
        this.checkInterval = checkInterval.toNanos();
        this.state = State.of(files());
        this.context = read();
    }

    private List<Path> files() {
        return Stream.concat(Stream.of(certificate, key), clientAuthorities.stream())
                .toList();
    }

    /** What tells a version of the files from another. */
    private record State(List<FileTime> times, List<Long> sizes) {

        static State of(List<Path> files) {
            List<FileTime> times = new ArrayList<>();
            List<Long> sizes = new ArrayList<>();
            try {
                for (Path file : files) {
                    times.add(Files.getLastModifiedTime(file));
                    sizes.add(Files.size(file));
                }
                return new State(times, sizes);
            } catch (IOException e) {
                return new State(List.of(), List.of());
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

    /**
     * The same, and asks clients for certificates.
     *
     * @param clientAuthorities certificates of the authorities whose certificates clients may show; empty: they are not asked
     */
    public static TlsIdentity fromFiles(Path certificate, Path key, Optional<Path> clientAuthorities)
            throws TlsIdentityException {
        return new TlsIdentity(certificate, key, clientAuthorities, CHECK_INTERVAL);
    }

    static TlsIdentity fromFiles(Path certificate, Path key, Duration checkInterval) throws TlsIdentityException {
        return new TlsIdentity(certificate, key, Optional.empty(), checkInterval);
    }

    /** The self-signed certificate for a host name that is kept in a folder, made now if it is not there. */
    public static TlsIdentity selfSigned(Path folder, String hostname) throws TlsIdentityException {
        return selfSigned(folder, hostname, Optional.empty());
    }

    /** The same, with authorities as in {@link #fromFiles}. */
    public static TlsIdentity selfSigned(Path folder, String hostname, Optional<Path> clientAuthorities)
            throws TlsIdentityException {
        SelfSignedFiles files = SelfSignedFiles.in(folder, hostname);
        return fromFiles(files.certificate(), files.key(), clientAuthorities);
    }

    /** Whether clients are asked for a certificate, which they need not have. */
    public boolean asksForCertificate() {
        return clientAuthorities.isPresent();
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
        State now = State.of(files());
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
            SslContextBuilder builder = SslContextBuilder.forServer(PemFiles.privateKey(key, chain.get(0)), chain)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2");
            if (clientAuthorities.isPresent()) {
                builder.trustManager(PemFiles.certificates(clientAuthorities.get()))
                        .clientAuth(ClientAuth.OPTIONAL);
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsIdentityException(
                    "The certificate in " + certificate + " cannot be used for TLS: " + e.getMessage(), e);
        }
    }
}
