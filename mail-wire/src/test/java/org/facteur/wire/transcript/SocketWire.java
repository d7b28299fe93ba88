package org.facteur.wire.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** A connection to a server by TCP; it waits ten seconds for an answer. */
public final class SocketWire implements Wire {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Socket socket;
    private @Nullable Deflater deflater;
    private @Nullable Inflater inflater;

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
        socket.getOutputStream().write(deflater == null ? octets : deflated(deflater, octets));
        socket.getOutputStream().flush();
    }

    @Override
    public byte[] receive() throws IOException {
        byte[] buffer = new byte[16 * 1024];
        try {
            byte[] received;
            int length;
            do {
                length = socket.getInputStream().read(buffer);
                received = plain(Arrays.copyOf(buffer, Math.max(length, 0)));
            } while (length > 0 && received.length == 0);
            return received;
        } catch (SocketException e) {
            // A reset is an end, too: a server that closes with unread input sends one.
            return new byte[0];
        }
    }

    @Override
    public byte[] pending() throws IOException {
        InputStream in = socket.getInputStream();
        return plain(in.readNBytes(in.available()));
    }

    @Override
    public void startCompression() {
        deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        inflater = new Inflater(true);
    }

    @Override
    public void stopCompression() {
        endCompression();
    }

    private static byte[] deflated(Deflater deflater, byte[] octets) {
        deflater.setInput(octets);
        byte[] buffer = new byte[2 * octets.length + 64];
        return Arrays.copyOf(buffer, deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH));
    }

    private byte[] plain(byte[] octets) throws IOException {
        if (inflater == null) {
            return octets;
        }
        inflater.setInput(octets);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int length = inflater.inflate(buffer); length > 0; length = inflater.inflate(buffer)) {
                plain.write(buffer, 0, length);
            }
        } catch (DataFormatException e) {
            throw new IOException(e);
        }
        return plain.toByteArray();
    }

    private void endCompression() {
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
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
        endCompression();
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
