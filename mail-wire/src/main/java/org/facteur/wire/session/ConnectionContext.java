package org.facteur.wire.session;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.facteur.api.account.Authenticator;
import org.facteur.wire.abuse.Offence;

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

    /** Who issues the tokens that clients may log in with, as its identifier; empty if they may not. */
    default Optional<String> tokenIssuer() {
        return Optional.empty();
    }

    /** Whether a client may show a certificate in its TLS handshake. */
    default boolean asksForCertificate() {
        return false;
    }

    /** The certificate that the client has shown in its TLS handshake, from an authority that is trusted. */
    default Optional<X509Certificate> clientCertificate() {
        return Optional.empty();
    }

    /** Whether connections of this listener may be compressed at all. */
    default boolean offersCompression() {
        return false;
    }

    default boolean isCompressed() {
        return false;
    }

    /**
     * Takes one of the places for compressed connections, until {@link WireOutput#stopCompression()} or the end; from then on
     * {@link #isCompressed()}.
     *
     * @return false if none is left
     */
    default boolean reserveCompression() {
        return false;
    }

    /**
     * The client has done what good clients do rarely: what it is told next may come late, and be the last that it is told.
     * Only within a call of the session.
     */
    default void offended(Offence offence) {}

    /**
     * Every login of a session goes through this: it counts what fails for the account, and a login that is not to be looked at now
     * fails with {@code LOGIN_SUSPENDED}. What is told the client of it may come late. Only within a call of the session.
     */
    default Authenticator guarded(Authenticator authenticator) {
        return authenticator;
    }

    /**
     * What the client is told next waits until a stage is done, for which no worker is kept. Only within a call of the session; a
     * server that stops does not wait, nor does it matter then whether the stage is done.
     *
     * @param stage completes in bounded time, and never fails
     */
    default void answerAfter(CompletionStage<?> stage) {
        stage.toCompletableFuture().join();
    }

    /** Asks that {@link Session#woken()} be called; from any thread, any number of times, cheap. */
    void wake();

    /** As {@link #wake()}, after some time; the last delay asked for counts. A connection without a clock forgets it. */
    default void wakeAfter(Duration delay) {}
}
