package org.facteur.wire.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who the server is in TLS 1.2 and 1.3: a certificate of its own, and others for names that clients ask for. All are read again when
 * their files have changed; connections that there are go on with what they have. If what is there then is broken, the server keeps
 * what it has, and says so once.
 */
public final class TlsIdentity {

    /** How often the files are looked at, at most, and only if there is a handshake. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private final CertifiedKey own;
    private final Optional<CertificateFolder> others;
    private final TlsOptions options;
    private final @Nullable String hostname;
    private final long checkInterval;

    private long lastCheck = System.nanoTime();

    private TlsIdentity(CertifiedKey own, TlsOptions options, @Nullable String hostname, Duration checkInterval) {
        this.own = own;
        this.options = options;
        this.others = options.certificates().map(folder -> new CertificateFolder(folder, options));
        this.hostname = hostname;
        this.checkInterval = checkInterval.toNanos();
    }

    /**
     * Reads PEM files, now and whenever they have changed.
     *
     * @param certificate the server's certificate, then those that lead to its root
     * @param key its private key, not encrypted: PKCS#8, or the older forms of RSA (PKCS#1) and EC (SEC 1)
     */
    public static TlsIdentity fromFiles(Path certificate, Path key, TlsOptions options) throws TlsIdentityException {
        return fromFiles(certificate, key, options, CHECK_INTERVAL);
    }

    /** The same, with what holds when nothing is said. */
    public static TlsIdentity fromFiles(Path certificate, Path key) throws TlsIdentityException {
        return fromFiles(certificate, key, TlsOptions.DEFAULT);
    }

    static TlsIdentity fromFiles(Path certificate, Path key, TlsOptions options, Duration checkInterval)
            throws TlsIdentityException {
        return new TlsIdentity(CertifiedKey.read(certificate, key, options), options, null, checkInterval);
    }

    /**
     * The self-signed certificate for a host name that is kept in a folder, made now if it is not there. Where there is another one
     * for that name, it is not shown.
     */
    public static TlsIdentity selfSigned(Path folder, String hostname, TlsOptions options) throws TlsIdentityException {
        SelfSignedFiles files = SelfSignedFiles.in(folder, hostname);
        CertifiedKey own = CertifiedKey.read(files.certificate(), files.key(), options);
        return new TlsIdentity(own, options, hostname, CHECK_INTERVAL);
    }

    /** The same, with what holds when nothing is said. */
    public static TlsIdentity selfSigned(Path folder, String hostname) throws TlsIdentityException {
        return selfSigned(folder, hostname, TlsOptions.DEFAULT);
    }

    /** The same, with certificates of clients from some authorities. */
    public static TlsIdentity selfSigned(Path folder, String hostname, Optional<Path> clientAuthorities)
            throws TlsIdentityException {
        return selfSigned(folder, hostname, TlsOptions.DEFAULT.withClientAuthorities(clientAuthorities));
    }

    /** Whether clients are asked for a certificate, which they need not have. */
    public boolean asksForCertificate() {
        return options.clientAuthorities().isPresent();
    }

    /** What begins a handshake. When it is done, there is an {@link SslHandler} in its place. */
    public ChannelHandler newHandler(ByteBufAllocator allocator, Duration timeout) {
        if (hasOthers()) {
            return new NamedTls(this::context, timeout);
        }
        SslHandler handler = context().newHandler(allocator);
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        return handler;
    }

    private synchronized boolean hasOthers() {
        refresh();
        return others.filter(folder -> !folder.isEmpty()).isPresent();
    }

    /** What a handshake that begins now shows to who does not ask for a name. */
    public SslContext context() {
        return context(null);
    }

    private synchronized SslContext context(@Nullable String asked) {
        refresh();
        return named(asked)
                .or(() -> named(hostname))
                .orElseGet(() -> own.usable().orElseThrow().context());
    }

    private Optional<SslContext> named(@Nullable String name) {
        return name == null ? Optional.empty() : others.flatMap(folder -> folder.context(name));
    }

    private void refresh() {
        if (System.nanoTime() - lastCheck >= checkInterval) {
            lastCheck = System.nanoTime();
            own.refresh();
            others.ifPresent(CertificateFolder::refresh);
        }
    }
}
