package org.facteur.smtp.session;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.facteur.api.network.Network;

/**
 * What a service offers beyond what it must, and to whom.
 *
 * @param extensions those that the application behind it makes true
 * @param vrfy what VRFY tells
 * @param expn what EXPN tells: nothing, in one of two ways
 * @param xclientNetworks whence a proxy may say by XCLIENT for whom it speaks
 * @param greetingDelay how long a client waits for the greeting, in which who speaks gives himself away as no mail server
 *     (RFC 5321 section 3.1); clients on this machine do not
 */
public record SmtpPolicy(
        Set<OptionalExtension> extensions,
        Disclosure vrfy,
        Disclosure expn,
        List<Network> xclientNetworks,
        Duration greetingDelay) {

    /** What holds unless configured otherwise. */
    public static final SmtpPolicy DEFAULT =
            new SmtpPolicy(Set.of(), Disclosure.AMBIGUOUS, Disclosure.OFF, List.of(), Duration.ZERO);

    /** @throws IllegalArgumentException if EXPN is to tell what nobody knows here: there are no lists */
    public SmtpPolicy {
        extensions = Set.copyOf(extensions);
        xclientNetworks = List.copyOf(xclientNetworks);
        if (expn == Disclosure.ON) {
            throw new IllegalArgumentException("EXPN cannot tell the members of lists");
        }
    }

    /** The same with these extensions. */
    public SmtpPolicy with(Set<OptionalExtension> offered) {
        return new SmtpPolicy(offered, vrfy, expn, xclientNetworks, greetingDelay);
    }
}
