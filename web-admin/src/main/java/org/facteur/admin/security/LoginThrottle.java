package org.facteur.admin.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.facteur.api.network.Network;

/**
 * Slows whoever guesses the administrator's password: after {@value #FREE_FAILURES} failures in a row an address waits
 * one second, then twice as long after each further failure, up to {@link #LONGEST_WAIT}.
 *
 * <p>It remembers {@value #CAPACITY} addresses at most, and forgets the one that failed longest ago. An IPv6 client
 * counts by its /64, since it has all the addresses of that network.
 */
@ApplicationScoped
public class LoginThrottle {

    static final int FREE_FAILURES = 5;
    static final int CAPACITY = 4096;
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(LoginThrottle.class.getName());
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 30;
    private static final int IPV6_NETWORK_OCTETS = 8;

    private final InstantSource clock;
    private final List<Network> exempt;
    private final Map<String, Failures> byNetwork = new LinkedHashMap<>();

    /** For the container's proxy. */
    protected LoginThrottle() {
        this(InstantSource.system(), List.of());
    }

    /** @param config where {@code facteur.abuse.exempt} lists the networks that never wait, in CIDR form */
    @Inject
    public LoginThrottle(Config config) {
        this(
                InstantSource.system(),
                config.getOptionalValues("facteur.abuse.exempt", String.class).orElse(List.of()).stream()
                        .map(Network::parse)
                        .toList());
    }

    LoginThrottle(InstantSource clock, List<Network> exempt) {
        this.clock = clock;
        this.exempt = exempt;
    }

    /** Made at the start, so that a network that is none is said then, not at the first login. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        LOG.log(System.Logger.Level.DEBUG, "Networks that never wait to log in: {0}", exempt);
    }

    /** @return how long the address has yet to wait before it may try again; zero when it need not */
    public synchronized Duration waitFor(String address) {
        Failures failures = byNetwork.get(networkOf(address));
        if (failures == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), failures.blockedUntil());
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void failed(String address) {
        if (isExempt(address)) {
            return;
        }
        String network = networkOf(address);
        Failures before = byNetwork.remove(network);
        int count = before == null ? 1 : before.count() + 1;
        byNetwork.put(network, new Failures(count, clock.instant().plus(waitAfter(count))));
        if (byNetwork.size() > CAPACITY) {
            byNetwork.remove(byNetwork.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String address) {
        byNetwork.remove(networkOf(address));
    }

    private static Duration waitAfter(int failures) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - FREE_FAILURES, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private boolean isExempt(String address) {
        return parsed(address)
                .filter(client -> exempt.stream().anyMatch(network -> network.contains(client)))
                .isPresent();
    }

    private static String networkOf(String address) {
        return parsed(address)
                .filter(Inet6Address.class::isInstance)
                .map(client -> Arrays.toString(Arrays.copyOf(client.getAddress(), IPV6_NETWORK_OCTETS)))
                .orElse(address);
    }

    /** The container gives addresses as numbers: no name is looked up. */
    private static Optional<InetAddress> parsed(String address) {
        try {
            return Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException unreadable) {
            return Optional.empty();
        }
    }

    private record Failures(int count, Instant blockedUntil) {}
}
