package org.facteur.sieve.session;

import java.time.Duration;

/**
 * What the sessions of a listener go by.
 *
 * @param hostname what the server calls itself
 * @param patience how long a client may be silent that is logged in
 * @param maxScript octets of the largest script; a larger one is refused without being kept in memory
 * @param failedLogins after so many the connection is closed
 * @param badCommands after so many in a row that are none the client is taken for something else
 */
public record SieveSettings(String hostname, Duration patience, int maxScript, int failedLogins, int badCommands) {

    /** The shortest time that RFC 5804 section 1.2 allows. */
    public static final Duration LEAST_PATIENCE = Duration.ofMinutes(30);

    /** How long a client may be silent that is not logged in. */
    public static final Duration PATIENCE_BEFORE_LOGIN = Duration.ofMinutes(2);

    public static final int DEFAULT_MAX_SCRIPT = 1 << 20;
    public static final int DEFAULT_FAILED_LOGINS = 5;
    public static final int DEFAULT_BAD_COMMANDS = 20;

    /** What is right for most. */
    public static SieveSettings of(String hostname) {
        return new SieveSettings(
                hostname, LEAST_PATIENCE, DEFAULT_MAX_SCRIPT, DEFAULT_FAILED_LOGINS, DEFAULT_BAD_COMMANDS);
    }
}
