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
 */
public record RelayTimeouts(Duration connect, Duration command, Duration data, Duration end) {

    /** What the RFC asks for at least. */
    public static final RelayTimeouts DEFAULT = new RelayTimeouts(
            Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(3), Duration.ofMinutes(10));

    /** How long a connection is kept for the next message. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    Duration of(Stage stage) {
        return switch (stage) {
            case GREETING, EHLO, HELO, STARTTLS, HANDSHAKE, ENVELOPE, RESET -> command;
            case DATA, CONTENT -> data;
            case END -> end;
            case READY -> LINGER;
            case QUIT, CLOSED -> FAREWELL;
        };
    }
}
