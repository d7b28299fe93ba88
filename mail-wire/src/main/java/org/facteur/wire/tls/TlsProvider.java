package org.facteur.wire.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who does the cryptography of TLS. */
public enum TlsProvider {
    /** OpenSSL, if its native library is there, and the JDK otherwise. */
    AUTO,
    JDK,
    /** A library of {@code netty-tcnative} on the class path of this module. */
    OPENSSL;

    private static final System.Logger LOG = System.getLogger(TlsProvider.class.getName());
    private static final Set<SslProvider> SAID = ConcurrentHashMap.newKeySet();

    /**
     * Who it is here; the first time it comes to be so, the log says it.
     *
     * @throws TlsIdentityException if it is not there
     */
    SslProvider provider() throws TlsIdentityException {
        SslProvider chosen = chosen();
        if (SAID.add(chosen)) {
            LOG.log(
                    Level.INFO,
                    () -> "TLS is done by "
                            + (chosen == SslProvider.JDK
                                    ? "the JDK (" + Runtime.version() + ")"
                                    : OpenSsl.versionString() + " through netty-tcnative"));
        }
        return chosen;
    }

    private SslProvider chosen() throws TlsIdentityException {
        return switch (this) {
            case JDK -> SslProvider.JDK;
            case AUTO -> OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
            case OPENSSL -> {
                if (!OpenSsl.isAvailable()) {
                    throw new TlsIdentityException(
                            "OpenSSL is asked for, and there is no library of netty-tcnative that works here");
                }
                yield SslProvider.OPENSSL;
            }
        };
    }

    /** @throws IllegalArgumentException if it is none of them */
    public static TlsProvider parse(String text) {
        try {
            return valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("TLS is done by auto, jdk or openssl, not by " + text, e);
        }
    }
}
