package org.facteur.wire.session;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** What a session can know of its connection. */
public interface ConnectionContext {

    /** The client's address. */
    InetSocketAddress remoteAddress();

    /** The address that the client reached. */
    InetSocketAddress localAddress();

    /** The TLS version and cipher suite once the connection is encrypted, such as {@code TLSv1.3 TLS_AES_128_GCM_SHA256}. */
    Optional<String> tls();

    /** Whether TLS can be started on this connection: it is configured and not in use yet. */
    boolean canStartTls();

    /**
     * Whether a password may cross this connection: it is encrypted, or from a loopback address, or the configuration allows
     * plaintext authentication.
     */
    boolean allowsPlaintextPassword();

    /** Whether the configuration offers a SASL mechanism, named in upper case. */
    boolean offersMechanism(String name);

    /**
     * What binds an authentication to this TLS connection, and to no other that somebody in the middle has with the client.
     *
     * @param type {@code tls-server-end-point} (RFC 5929 section 4) or {@code tls-exporter} (RFC 9266)
     * @return empty without TLS, and for a type that there is not
     */
    Optional<byte[]> channelBinding(String type);

    /** Asks that {@link Session#woken()} be called; from any thread, any number of times, cheap. */
    void wake();

    /** As {@link #wake()}, after some time; the last delay asked for counts. A connection without a clock forgets it. */
    default void wakeAfter(Duration delay) {}
}
