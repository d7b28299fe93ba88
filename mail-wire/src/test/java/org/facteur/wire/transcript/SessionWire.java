package org.facteur.wire.transcript;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.api.MailStoreException;
import org.facteur.wire.sasl.SaslMechanisms;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.SessionFactory;
import org.facteur.wire.session.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a session in the same thread: no sockets, no waiting. TLS and compression are pretended, but what stands
 * behind STARTTLS in plaintext is dropped as on a real connection.
 */
public final class SessionWire implements Wire, ConnectionContext {

    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);

    private final ByteBuf input = Unpooled.buffer();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final WireOutput output = new Output();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final boolean passwordsInPlaintext;
    private final Session session;
    private boolean tls;
    private boolean tlsWanted;
    private boolean closed;
    private boolean compressed;
    private boolean clientCompresses;

    /**
     * @param tls whether the connection is encrypted from its beginning
     * @param passwordsInPlaintext whether passwords may cross it before STARTTLS
     */
    public SessionWire(SessionFactory factory, boolean tls, boolean passwordsInPlaintext) {
        this.tls = tls;
        this.passwordsInPlaintext = passwordsInPlaintext;
        this.session = factory.open(this);
        write(session.greet());
    }

    @Override
    public void send(byte[] octets) throws IOException {
        if (closed) {
            throw new IOException("the connection is closed");
        }
        input.writeBytes(octets);
        run();
    }

    @Override
    public byte[] receive() throws IOException {
        run();
        if (sent.size() == 0 && !closed) {
            throw new IOException("the session waits for its client");
        }
        return take();
    }

    @Override
    public byte[] pending() {
        run();
        return take();
    }

    @Override
    public void startTls() throws IOException {
        if (!tlsWanted) {
            throw new IOException("the session has not begun TLS");
        }
        tlsWanted = false;
        tls = true;
    }

    @Override
    public void startCompression() throws IOException {
        if (!compressed || clientCompresses) {
            throw new IOException("the session has not begun to compress");
        }
        clientCompresses = true;
    }

    @Override
    public void stopCompression() throws IOException {
        if (compressed || !clientCompresses) {
            throw new IOException("the session has not ceased to compress");
        }
        clientCompresses = false;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.closed();
        }
    }

    private byte[] take() {
        byte[] octets = sent.toByteArray();
        sent.reset();
        return octets;
    }

    private void run() {
        boolean progress = true;
        while (progress && !closed) {
            progress = !tlsWanted && woken.getAndSet(false) && write(session.woken());
            if (!closed && !tlsWanted) {
                int before = input.readableBytes();
                progress |= write(session.advance(input)) || input.readableBytes() < before;
            }
        }
        input.discardReadBytes();
    }

    private boolean write(@Nullable Answer answer) {
        if (answer == null) {
            return false;
        }
        try {
            boolean more = true;
            while (more) {
                more = answer.writeNext(output);
            }
        } catch (MailStoreException e) {
            close();
        }
        return true;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return CLIENT;
    }

    @Override
    public InetSocketAddress localAddress() {
        return SERVER;
    }

    @Override
    public Optional<String> tls() {
        return tls ? Optional.of("TLSv1.3 TLS_AES_256_GCM_SHA384") : Optional.empty();
    }

    @Override
    public boolean canStartTls() {
        return !tls;
    }

    @Override
    public boolean allowsPlaintextPassword() {
        return tls || passwordsInPlaintext;
    }

    @Override
    public boolean offersMechanism(String name) {
        return SaslMechanisms.names().contains(name);
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return Optional.empty();
    }

    @Override
    public boolean offersCompression() {
        return true;
    }

    @Override
    public boolean isCompressed() {
        return compressed;
    }

    @Override
    public boolean reserveCompression() {
        compressed = true;
        return true;
    }

    @Override
    public void wake() {
        woken.set(true);
    }

    private final class Output implements WireOutput {

        @Override
        public void write(byte[] octets, int offset, int length) {
            sent.write(octets, offset, length);
        }

        @Override
        public void startTls() {
            tlsWanted = true;
            input.clear();
        }

        @Override
        public void startCompression() {
            // reserved already, and pretended
        }

        @Override
        public void stopCompression() {
            compressed = false;
        }

        @Override
        public void close() {
            SessionWire.this.close();
        }
    }
}
