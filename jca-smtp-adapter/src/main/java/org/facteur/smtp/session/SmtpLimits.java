package org.facteur.smtp.session;

import java.time.Duration;

/**
 * What a client may ask of the server.
 *
 * @param messageSize octets of the largest message; announced by SIZE (RFC 1870)
 * @param recipients of one message; at least 100 (RFC 5321 section 4.5.3.1.8)
 * @param hops Received fields of a message before it counts as looping; at least 100 (RFC 5321 section 6.3)
 * @param mistakes unknown, malformed or misplaced commands before the connection is closed
 * @param failedLogins before the connection is closed
 * @param patience how long a client may be silent; at least 5 minutes, says RFC 5321 section 4.5.3.2.7
 */
public record SmtpLimits(
        long messageSize, int recipients, int hops, int mistakes, int failedLogins, Duration patience) {

    /** What holds unless configured otherwise. */
    public static final SmtpLimits DEFAULT = new SmtpLimits(50L << 20, 1000, 100, 20, 3, Duration.ofMinutes(5));

    public SmtpLimits {
        if (messageSize < 1 || recipients < 1 || hops < 1 || mistakes < 1 || failedLogins < 1) {
            throw new IllegalArgumentException("A limit below 1");
        }
    }
}
