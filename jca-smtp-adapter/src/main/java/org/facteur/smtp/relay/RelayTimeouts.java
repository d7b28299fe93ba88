package org.facteur.smtp.relay;

import java.time.Duration;
import org.facteur.smtp.client.ClientProtocol.Stage;

/**
 * How long a server may take (RFC 5321 section 4.5.3.2).
 *
 * @param connect to accept a connection
 * @param command to greet, and to answer a command
 * @param data to answer DATA, and to take a piece of content
 * @param end to answer the content
 * @param transaction for a message as a whole, beside what its size takes at {@link #SLOWEST}
 */
public record RelayTimeouts(Duration connect, Duration command, Duration data, Duration end, Duration transaction) {

    /** Octets in a second. */
    static final int SLOWEST = 4_096;

    private static final Duration TRANSACTION = Duration.ofHours(1);

    /** What the RFC asks for at least. */
    public static final RelayTimeouts DEFAULT = new RelayTimeouts(
            Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(3), Duration.ofMinutes(10));

    /** How long a connection is kept for the next message. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** With an hour for a message as a whole. */
    public RelayTimeouts(Duration connect, Duration command, Duration data, Duration end) {
        this(connect, command, data, end, TRANSACTION);
    }

    /** @param size of the message in octets */
    Duration ofTransaction(long size) {
        return transaction.plusSeconds(size / SLOWEST);
    }

    Duration of(Stage stage) {
        return switch (stage) {
            case GREETING, EHLO, HELO, STARTTLS, HANDSHAKE, AUTH, ENVELOPE, RESET -> command;
            case DATA, CONTENT -> data;
            case END -> end;
            case READY -> LINGER;
            case QUIT, CLOSED -> command.compareTo(FAREWELL) < 0 ? command : FAREWELL;
        };
    }
}
