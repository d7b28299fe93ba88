package org.facteur.wire.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who does the cryptography of TLS. */
public enum TlsProvider {
    /** OpenSSL, if its native library is there and works, and the JDK otherwise. */
    AUTO,
    JDK,
    /** A library of {@code netty-tcnative} on the class path of this module. */
    OPENSSL;

    private static final System.Logger LOG = System.getLogger(TlsProvider.class.getName());
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    /**
     * Who it is here, which the log says once.
     *
     * @throws TlsIdentityException if it is not there, or does not work
     */
    SslProvider provider() throws TlsIdentityException {
        if (this == JDK) {
            return jdk();
        }
        Optional<String> problem = OpenSslTrial.problem();
        if (problem.isEmpty()) {
            say(Level.INFO, "TLS is done by " + OpenSsl.versionString() + " through netty-tcnative");
            return SslProvider.OPENSSL;
        }
        if (this == OPENSSL) {
            throw new TlsIdentityException("OpenSSL is asked for, but " + problem.get());
        }
        if (OpenSsl.isAvailable()) {
            say(Level.WARNING, "OpenSSL is not used: " + problem.get());
        }
        return jdk();
    }

    private static SslProvider jdk() {
        say(Level.INFO, "TLS is done by the JDK (" + Runtime.version() + ")");
        return SslProvider.JDK;
    }

    private static void say(Level level, String sentence) {
        if (SAID.add(sentence)) {
            LOG.log(level, sentence);
        }
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
