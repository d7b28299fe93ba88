package org.facteur.benchmarks.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A server that passes mail on: one connection for many messages, each envelope in one write. */
final class SmtpConnection implements Closeable {

    private final Wire wire;

    private SmtpConnection(Wire wire) {
        this.wire = wire;
    }

    static SmtpConnection plain(Target target) throws IOException {
        SmtpConnection connection = new SmtpConnection(new Wire(target.host(), target.smtpPort()));
        connection.expect("220");
        connection.greet();
        return connection;
    }

    /** The same behind STARTTLS. */
    static SmtpConnection encrypted(Target target) throws IOException {
        SmtpConnection connection = plain(target);
        connection.wire.send("STARTTLS\r\n");
        connection.expect("220");
        connection.wire.startTls();
        connection.greet();
        return connection;
    }

    private void greet() throws IOException {
        wire.send("EHLO load.example.test\r\n");
        expect("250");
    }

    /** @param message in wire form: CRLF at each line's end, and no line that begins with a dot */
    void deliver(List<String> recipients, byte[] message) throws IOException {
        StringBuilder envelope = new StringBuilder("MAIL FROM:<sender@elsewhere.test>\r\n");
        recipients.forEach(
                recipient -> envelope.append("RCPT TO:<").append(recipient).append(">\r\n"));
        wire.send(envelope.append("DATA\r\n").toString());
        for (int i = 0; i <= recipients.size(); i++) {
            expect("250");
        }
        expect("354");
        wire.send(message);
        wire.send(".\r\n");
        expect("250");
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private void expect(String code) throws IOException {
        do {
            wire.readLine();
            if (!wire.lineStartsWith(code)) {
                throw new IOException("Expected " + code + ", got " + wire.line());
            }
        } while (wire.lineStartsWith(code + "-"));
    }
}
