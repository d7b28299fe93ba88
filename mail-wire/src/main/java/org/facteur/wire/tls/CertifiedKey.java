package org.facteur.wire.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain and its private key in two PEM files, read again when these have changed. What is broken then is not used, and
 * said once: until the files change again, what was there before stays.
 */
final class CertifiedKey {

    private static final System.Logger LOG = System.getLogger(CertifiedKey.class.getName());

    private final Path certificate;
    private final Path key;
    private final TlsOptions options;

    private FileState state;
    private @Nullable Usable usable;

    /** What handshakes show. */
    record Usable(SslContext context, X509Certificate certificate) {}

    private CertifiedKey(Path certificate, Path key, TlsOptions options) {
        this.certificate = certificate;
        this.key = key;
        this.options = options;
        this.state = FileState.of(files());
    }

    /** @throws TlsIdentityException if it cannot be used */
    static CertifiedKey read(Path certificate, Path key, TlsOptions options) throws TlsIdentityException {
        CertifiedKey made = new CertifiedKey(certificate, key, options);
        made.usable = made.read();
        return made;
    }

    /** Whether it can be used or not: if it cannot, that is said. */
    static CertifiedKey watch(Path certificate, Path key, TlsOptions options) {
        CertifiedKey made = new CertifiedKey(certificate, key, options);
        try {
            made.usable = made.read();
        } catch (TlsIdentityException e) {
            LOG.log(Level.ERROR, "A TLS certificate is not used: " + e.getMessage());
        }
        return made;
    }

    private List<Path> files() {
        return Stream.concat(Stream.of(certificate, key), options.clientAuthorities().stream())
                .toList();
    }

    /** What can be shown now. */
    Optional<Usable> usable() {
        return Optional.ofNullable(usable);
    }

    /** Whether something else is shown from now on. */
    boolean refresh() {
        FileState now = FileState.of(files());
        if (now.equals(state)) {
            return false;
        }
        state = now;
        try {
            usable = read();
            LOG.log(Level.INFO, "TLS certificate read again from " + certificate);
            return true;
        } catch (TlsIdentityException e) {
            LOG.log(Level.ERROR, "The TLS certificate stays as it was: " + e.getMessage());
            return false;
        }
    }

    private Usable read() throws TlsIdentityException {
        List<X509Certificate> chain = PemFiles.certificates(certificate);
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(PemFiles.privateKey(key, chain.get(0)), chain)
                    .sslProvider(options.provider().provider())
                    .protocols(options.minimum().andLater());
            if (options.clientAuthorities().isPresent()) {
                builder.trustManager(PemFiles.certificates(
                                options.clientAuthorities().get()))
                        .clientAuth(ClientAuth.OPTIONAL);
            }
            return new Usable(builder.build(), chain.get(0));
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsIdentityException(
                    "The certificate in " + certificate + " cannot be used for TLS: " + e.getMessage(), e);
        }
    }
}
