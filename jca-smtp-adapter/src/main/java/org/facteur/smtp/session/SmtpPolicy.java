package org.facteur.smtp.session;

import java.util.Set;

/**
 * What a service offers beyond what it must.
 *
 * @param extensions those that the application behind it makes true
 */
public record SmtpPolicy(Set<OptionalExtension> extensions) {

    /** What holds unless configured otherwise. */
    public static final SmtpPolicy DEFAULT = new SmtpPolicy(Set.of());

    public SmtpPolicy {
        extensions = Set.copyOf(extensions);
    }
}
