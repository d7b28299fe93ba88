package org.facteur.benchmarks.load;

import java.io.Closeable;
import java.io.IOException;

/** An IMAP client that waits for each answer and takes only OK for one. */
final class ImapConnection implements Closeable {

    private final Wire wire;

    ImapConnection(Target target, int account) throws IOException {
        wire = new Wire(target.host(), target.imapPort());
        expect("* OK");
        command("LOGIN " + target.login(account) + " " + target.password(account));
    }

    /**
     * Sends a command and reads its answer.
     *
     * @return the number of untagged responses
     */
    int command(String command) throws IOException {
        wire.send("a " + command + "\r\n");
        return answer(command);
    }

    void append(String mailbox, byte[] message) throws IOException {
        wire.send("a APPEND " + mailbox + " {" + message.length + "}\r\n");
        expect("+");
        wire.send(message);
        wire.send("\r\n");
        answer("APPEND");
    }

    /** The number that follows a word in the answer to a command, such as {@code MESSAGES}; -1 without it. */
    long number(String command, String word) throws IOException {
        wire.send("a " + command + "\r\n");
        long found = -1;
        while (true) {
            wire.readLine();
            String line = wire.line();
            int at = line.indexOf(word + " ");
            if (at >= 0 && line.startsWith("*")) {
                int from = at + word.length() + 1;
                int to = from;
                while (to < line.length() && Character.isDigit(line.charAt(to))) {
                    to++;
                }
                found = Long.parseLong(line.substring(from, to));
            }
            if (line.startsWith("a OK")) {
                return found;
            }
            if (line.startsWith("a ")) {
                throw new IOException(command + ": " + line);
            }
        }
    }

    void idle() throws IOException {
        wire.send("a IDLE\r\n");
        expect("+");
    }

    /** Waits in IDLE until the mailbox is said to have more messages. */
    void awaitExists() throws IOException {
        do {
            wire.readLine();
        } while (!wire.line().endsWith(" EXISTS"));
    }

    void done() throws IOException {
        wire.send("DONE\r\n");
        answer("IDLE");
    }

    void logout() throws IOException {
        wire.send("a LOGOUT\r\n");
        answer("LOGOUT");
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private void expect(String start) throws IOException {
        wire.readLine();
        if (!wire.lineStartsWith(start)) {
            throw new IOException("Expected " + start + ", got " + wire.line());
        }
    }

    private int answer(String command) throws IOException {
        int untagged = 0;
        while (true) {
            wire.readLine();
            untagged += wire.lineStartsWith("* ") ? 1 : 0;
            for (long literal = wire.literal(); literal >= 0; literal = wire.literal()) {
                wire.skip(literal);
                wire.readLine();
            }
            if (wire.lineStartsWith("a OK")) {
                return untagged;
            }
            if (wire.lineStartsWith("a NO") || wire.lineStartsWith("a BAD")) {
                throw new IOException(command + ": " + wire.line());
            }
        }
    }
}
