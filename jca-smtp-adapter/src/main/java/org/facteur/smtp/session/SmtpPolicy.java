package org.facteur.smtp.session;

import java.net.InetAddress;
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
 *     (RFC 5321 section 3.1); on this machine that shows within {@link #LOCAL_DELAY}
 * @param exemptNetworks whose clients do not wait
 */
public record SmtpPolicy(
        Set<OptionalExtension> extensions,
        Disclosure vrfy,
        Disclosure expn,
        List<Network> xclientNetworks,
        Duration greetingDelay,
        List<Network> exemptNetworks) {

    /** What holds unless configured otherwise. */
    public static final SmtpPolicy DEFAULT =
            new SmtpPolicy(Set.of(), Disclosure.AMBIGUOUS, Disclosure.OFF, List.of(), Duration.ZERO, List.of());

    static final Duration LOCAL_DELAY = Duration.ofMillis(5);

    /** @throws IllegalArgumentException if EXPN is to tell what nobody knows here: there are no lists */
    public SmtpPolicy {
        extensions = Set.copyOf(extensions);
        xclientNetworks = List.copyOf(xclientNetworks);
        exemptNetworks = List.copyOf(exemptNetworks);
        if (expn == Disclosure.ON) {
            throw new IllegalArgumentException("EXPN cannot tell the members of lists");
        }
    }

    /** How long a client from there waits for the greeting. */
    Duration greetingDelay(InetAddress client) {
        if (exemptNetworks.stream().anyMatch(network -> network.contains(client))) {
            return Duration.ZERO;
        }
        return client.isLoopbackAddress() && greetingDelay.compareTo(LOCAL_DELAY) > 0 ? LOCAL_DELAY : greetingDelay;
    }

    /** The same with these extensions. */
    public SmtpPolicy with(Set<OptionalExtension> offered) {
        return new SmtpPolicy(offered, vrfy, expn, xclientNetworks, greetingDelay, exemptNetworks);
    }
}
