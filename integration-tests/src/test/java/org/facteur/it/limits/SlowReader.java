package org.facteur.it.limits;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;

/** An IMAP client that asks for a body, takes its first octets, and then does not read on until it is told to. */
final class SlowReader implements AutoCloseable {

    /** Small, so that the server cannot leave a large part of a message to the system's buffers. */
    private static final int RECEIVE_BUFFER = 16 << 10;

    private final Socket socket = new Socket();
    private final InputStream in;
    private long promised;

    SlowReader(FacteurServer server, String address, String password) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port(Listener.IMAP)));
        in = new BufferedInputStream(socket.getInputStream(), 1 << 10);
        line();
        say("a LOGIN " + address + " " + password);
        say("b SELECT INBOX");
        upTo("b OK");
    }

    private void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Asks for the first message, and waits for the first of its octets. */
    void begin() throws IOException {
        say("c FETCH 1 BODY.PEEK[]");
        String announced = upTo("* 1 FETCH");
        promised = Long.parseLong(announced.substring(announced.indexOf('{') + 1, announced.indexOf('}')));
    }

    /** Takes what is left, and says how many octets the message had. */
    long finish() throws IOException {
        in.skipNBytes(promised);
        upTo("c OK");
        return promised;
    }

    private String upTo(String beginning) throws IOException {
        String line = line();
        while (!line.startsWith(beginning)) {
            line = line();
        }
        return line;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int octet;
        while ((octet = in.read()) != '\n') {
            if (octet < 0) {
                throw new EOFException("The server closed after: " + line);
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
