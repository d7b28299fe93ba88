package org.facteur.wire.transcript;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A connection to a server by TCP; it waits ten seconds for an answer. */
public final class SocketWire implements Wire {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Socket socket;

    private SocketWire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
    }

    /** Connects in plaintext. */
    public static SocketWire connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
        return new SocketWire(socket);
    }

    /** Connects with TLS from the beginning, trusting every certificate. */
    public static SocketWire connectTls(String host, int port) throws IOException {
        SocketWire wire = connect(host, port);
        wire.startTls();
        return wire;
    }

    @Override
    public void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    @Override
    public byte[] receive() throws IOException {
        byte[] buffer = new byte[16 * 1024];
        try {
            int length = socket.getInputStream().read(buffer);
            return length < 0 ? new byte[0] : Arrays.copyOf(buffer, length);
        } catch (SocketException e) {
            // A reset is an end, too: a server that closes with unread input sends one.
            return new byte[0];
        }
    }

    @Override
    public byte[] pending() throws IOException {
        InputStream in = socket.getInputStream();
        return in.readNBytes(in.available());
    }

    @Override
    public void startTls() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEverybody()}, null);
            SSLSocket tls = (SSLSocket) context.getSocketFactory()
                    .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
            tls.startHandshake();
            socket = tls;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The certificate of a test server is its own. */
    private static final class TrustEverybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket peer) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket peer) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
