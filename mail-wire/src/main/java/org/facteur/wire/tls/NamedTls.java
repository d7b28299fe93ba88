package org.facteur.wire.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.Mapping;
import java.time.Duration;

/** Waits for the first message of a client, in which it says for whom it comes, and then shows that certificate. */
final class NamedTls extends SniHandler {

    /** Octets of the first message of a client; browsers send two thousand. */
    private static final int MAX_CLIENT_HELLO = 16 * 1024;

    private final Duration timeout;

    NamedTls(Mapping<String, SslContext> contexts, Duration timeout) {
        super(contexts, MAX_CLIENT_HELLO, timeout.toMillis());
        this.timeout = timeout;
    }

    @Override
    protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
        SslHandler handler = super.newSslHandler(context, allocator);
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        return handler;
    }
}
