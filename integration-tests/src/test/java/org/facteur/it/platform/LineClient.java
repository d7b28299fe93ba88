package org.facteur.it.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.facteur.wire.transcript.SocketWire;
import org.facteur.wire.transcript.Wire;

/** One connection of a test that says lines, or any octets, and reads lines; texts are ISO 8859-1. */
public final class LineClient implements AutoCloseable {
    private final Wire wire;
    private byte[] received = new byte[0];
    private int position;

    private LineClient(Wire wire) {
        this.wire = wire;
    }

    /** Connects, with TLS where the listener begins with it. */
    public static LineClient connect(FacteurServer server, Listener listener) throws IOException {
        int port = server.port(listener);
        return new LineClient(
                listener.beginsWithTls()
                        ? SocketWire.connectTls("127.0.0.1", port)
                        : SocketWire.connect("127.0.0.1", port));
    }

    /** Connects to another server at a port of this machine. */
    public static LineClient connect(int port) throws IOException {
        return new LineClient(SocketWire.connect("127.0.0.1", port));
    }

    /** Says a line, or several with CRLF between them. */
    public LineClient say(String line) throws IOException {
        return sendOctets((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    public LineClient sendOctets(byte[] octets) throws IOException {
        wire.send(octets);
        return this;
    }

    /** The next line without its CRLF; empty, as no protocol has it, when the server has closed the connection. */
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (position < received.length) {
                byte octet = received[position++];
                if (octet == '\n') {
                    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
                }
                line.write(octet);
            }
            received = wire.receive();
            position = 0;
            if (received.length == 0) {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
        }
    }

    /** Reads up to the first line that begins so, and returns it. */
    public String lineBeginning(String prefix) throws IOException {
        StringBuilder before = new StringBuilder();
        while (true) {
            String line = line();
            if (line.startsWith(prefix)) {
                return line;
            }
            if (line.isEmpty() && received.length == 0) {
                throw new AssertionError("The server closed without " + prefix + ":\n" + before);
            }
            before.append(line).append('\n');
        }
    }

    /** Says a line and returns the next one from the server. */
    public String ask(String line) throws IOException {
        return say(line).line();
    }

    /** Reads until the server closes; fails when it does not. */
    public String untilClosed() throws IOException {
        StringBuilder lines = new StringBuilder();
        while (true) {
            String line = line();
            if (line.isEmpty() && received.length == 0) {
                return lines.toString();
            }
            lines.append(line).append('\n');
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
