package org.facteur.smtp.session;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.facteur.wire.session.ConnectionContext;

/** A connection from another machine. */
record FarConnection(ConnectionContext near) implements ConnectionContext {

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress("192.0.2.1", 40_000);
    }

    @Override
    public InetSocketAddress localAddress() {
        return near.localAddress();
    }

    @Override
    public Optional<String> tls() {
        return near.tls();
    }

    @Override
    public boolean canStartTls() {
        return near.canStartTls();
    }

    @Override
    public boolean allowsPlaintextPassword() {
        return near.allowsPlaintextPassword();
    }

    @Override
    public boolean offersMechanism(String name) {
        return near.offersMechanism(name);
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return near.channelBinding(type);
    }

    @Override
    public void wake() {
        near.wake();
    }
}
