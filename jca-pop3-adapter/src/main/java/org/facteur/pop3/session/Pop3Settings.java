package org.facteur.pop3.session;

import java.time.Duration;

/**
 * What the sessions of a listener go by.
 *
 * @param hostname what the server calls itself
 * @param patience how long a client may be silent
 * @param failedLogins after so many the connection is closed
 * @param badLines after so many lines in a row that are no commands the client is taken for something else
 */
public record Pop3Settings(String hostname, Duration patience, int failedLogins, int badLines) {

    /** The shortest autologout timer that RFC 1939 section 3 allows. */
    public static final Duration LEAST_PATIENCE = Duration.ofMinutes(10);

    public static final int DEFAULT_FAILED_LOGINS = 5;
    public static final int DEFAULT_BAD_LINES = 20;

    /** What is right for most. */
    public static Pop3Settings of(String hostname) {
        return new Pop3Settings(hostname, LEAST_PATIENCE, DEFAULT_FAILED_LOGINS, DEFAULT_BAD_LINES);
    }
}
