package org.facteur.it.limits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;

/** A client at one of the many addresses of the loopback interface, which says lines and reads lines. */
final class LocalClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final BufferedReader in;

    LocalClient(FacteurServer server, String address, Listener listener) throws IOException {
        socket = new Socket(
                InetAddress.getByName("127.0.0.1"), server.port(listener), InetAddress.getByName(address), 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    LocalClient say(String line) throws IOException {
        return send((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    LocalClient send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    /** The next line; empty at the end. */
    String line() throws IOException {
        String line = in.readLine();
        return line == null ? "" : line;
    }

    /** The last line of the next answer of SMTP or LMTP; empty at the end. */
    String reply() throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line();
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
