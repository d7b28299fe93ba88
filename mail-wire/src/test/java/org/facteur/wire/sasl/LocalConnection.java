package org.facteur.wire.sasl;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.facteur.wire.session.ConnectionContext;

/**
 * A connection of this machine, as far as an authentication asks.
 *
 * @param bindings the channel bindings by type; without any it is plain text
 */
record LocalConnection(boolean allowsPlaintextPassword, Optional<String> tokenIssuer, Map<String, String> bindings)
        implements ConnectionContext {

    static LocalConnection plain(boolean passwords) {
        return new LocalConnection(passwords, Optional.empty(), Map.of());
    }

    static LocalConnection issuing(String issuer) {
        return new LocalConnection(true, Optional.of(issuer), Map.of());
    }

    static LocalConnection bound(Map<String, String> bindings) {
        return new LocalConnection(true, Optional.empty(), bindings);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public InetSocketAddress localAddress() {
        return remoteAddress();
    }

    @Override
    public Optional<String> tls() {
        return bindings.isEmpty() ? Optional.empty() : Optional.of("TLSv1.3 TLS_AES_128_GCM_SHA256");
    }

    @Override
    public boolean canStartTls() {
        return bindings.isEmpty();
    }

    @Override
    public boolean offersMechanism(String name) {
        return true;
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return Optional.ofNullable(bindings.get(type)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void wake() {}
}
