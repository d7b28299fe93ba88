package org.facteur.imap.session;

import java.nio.file.Path;
import java.time.Duration;
import org.facteur.imap.framing.FramingLimits;

/**
 * What an administrator decides about IMAP sessions.
 *
 * @param serverName what the server calls itself in its greeting
 * @param spoolFolder where messages go that are too large for memory; it exists
 * @param limits of lines and literals
 * @param loginPatience how long a client may be silent before it has logged in
 * @param patience the same, after login: 30 minutes at least (RFC 3501 section 5.4)
 * @param badCommandsBeforeLogin after so many bad commands without a good one between them the connection is closed
 * @param badCommands the same, after login
 * @param connectionsOfUser the most connections with which one account is logged in at once
 * @param messageLimits how many messages one command processes
 */
public record ImapSettings(
        String serverName,
        Path spoolFolder,
        FramingLimits limits,
        Duration loginPatience,
        Duration patience,
        int badCommandsBeforeLogin,
        int badCommands,
        int connectionsOfUser,
        MessageLimits messageLimits) {

    public static final Duration DEFAULT_LOGIN_PATIENCE = Duration.ofMinutes(2);
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(30);
    public static final int DEFAULT_BAD_COMMANDS_BEFORE_LOGIN = 3;
    public static final int DEFAULT_BAD_COMMANDS = 3;
    public static final int DEFAULT_CONNECTIONS_OF_USER = 50;

    /** With the defaults of everything that has one. */
    public static ImapSettings of(String serverName, Path spoolFolder) {
        return new ImapSettings(
                serverName,
                spoolFolder,
                FramingLimits.DEFAULT,
                DEFAULT_LOGIN_PATIENCE,
                DEFAULT_PATIENCE,
                DEFAULT_BAD_COMMANDS_BEFORE_LOGIN,
                DEFAULT_BAD_COMMANDS,
                DEFAULT_CONNECTIONS_OF_USER,
                MessageLimits.NONE);
    }
}
