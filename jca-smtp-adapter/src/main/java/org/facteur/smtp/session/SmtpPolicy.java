package org.facteur.smtp.session;

import java.time.Duration;
import java.util.Set;

/**
 * What a service offers beyond what it must.
 *
 * @param extensions those that the application behind it makes true
 * @param greetingDelay how long a client waits for the greeting, in which who speaks gives himself away as no mail server
 *     (RFC 5321 section 3.1); clients on this machine do not
 */
public record SmtpPolicy(Set<OptionalExtension> extensions, Duration greetingDelay) {

    /** What holds unless configured otherwise. */
    public static final SmtpPolicy DEFAULT = new SmtpPolicy(Set.of(), Duration.ZERO);

    public SmtpPolicy {
        extensions = Set.copyOf(extensions);
    }
}
