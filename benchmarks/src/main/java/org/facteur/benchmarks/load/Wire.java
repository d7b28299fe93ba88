package org.facteur.benchmarks.load;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A connection of which lines are read and counted octets skipped. */
final class Wire implements Closeable {

    private static final int BUFFER = 64 * 1024;
    private static final int PATIENCE_MILLIS = 120_000;

    private Socket socket;
    private InputStream input;
    private OutputStream output;
    private final byte[] in = new byte[BUFFER];
    private int next;
    private int end;
    private byte[] line = new byte[1024];
    private int length;

    Wire(String host, int port) throws IOException {
        socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        input = socket.getInputStream();
        output = socket.getOutputStream();
    }

    /** Goes on with TLS, whatever certificate the server has: what is measured is what it costs. */
    void startTls() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            SSLSocket tls = (SSLSocket) context.getSocketFactory()
                    .createSocket(socket, socket.getInetAddress().getHostName(), socket.getPort(), true);
            tls.startHandshake();
            socket = tls;
            input = tls.getInputStream();
            output = tls.getOutputStream();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Looks at no certificate, and at no name. */
    private static final class Trusting extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket peer) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket peer) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    void send(byte[] octets) throws IOException {
        output.write(octets);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads a line, which is kept until the next is read. */
    void readLine() throws IOException {
        length = 0;
        while (true) {
            if (next == end) {
                fill();
            }
            int from = next;
            while (next < end && in[next] != '\n') {
                next++;
            }
            append(from, next - from);
            if (next < end) {
                next++;
                length -= length > 0 && line[length - 1] == '\r' ? 1 : 0;
                return;
            }
        }
    }

    /** Reads past octets that nobody looks at. */
    void skip(long count) throws IOException {
        long rest = count;
        while (rest > 0) {
            if (next == end) {
                fill();
            }
            int step = (int) Math.min(rest, end - next);
            next += step;
            rest -= step;
        }
    }

    boolean lineStartsWith(String text) {
        if (length < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (line[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean lineIs(String text) {
        return length == text.length() && lineStartsWith(text);
    }

    /** The size of the literal that the line announces at its end; -1 without one. */
    long literal() {
        if (length < 3 || line[length - 1] != '}') {
            return -1;
        }
        long size = 0;
        long unit = 1;
        for (int i = length - 2; i >= 0 && line[i] != '{'; i--, unit *= 10) {
            size += unit * (line[i] - '0');
        }
        return size;
    }

    String line() {
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void append(int from, int count) {
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        System.arraycopy(in, from, line, length, count);
        length += count;
    }

    private void fill() throws IOException {
        next = 0;
        end = Math.max(0, input.read(in));
        if (end == 0) {
            throw new EOFException("The server has closed the connection after: " + line());
        }
    }
}
