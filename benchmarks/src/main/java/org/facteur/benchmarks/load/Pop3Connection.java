package org.facteur.benchmarks.load;

import java.io.Closeable;
import java.io.IOException;

/** A POP3 client. */
final class Pop3Connection implements Closeable {

    private final Wire wire;

    Pop3Connection(Target target, int account) throws IOException {
        wire = new Wire(target.host(), target.pop3Port());
        expectOk();
        command("USER " + target.login(account));
        command("PASS " + target.password(account));
    }

    void retrieve(int message) throws IOException {
        command("RETR " + message);
        do {
            wire.readLine();
        } while (!wire.lineIs("."));
    }

    void quit() throws IOException {
        command("QUIT");
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private void command(String command) throws IOException {
        wire.send(command + "\r\n");
        expectOk();
    }

    private void expectOk() throws IOException {
        wire.readLine();
        if (!wire.lineStartsWith("+OK")) {
            throw new IOException("Expected +OK, got " + wire.line());
        }
    }
}
