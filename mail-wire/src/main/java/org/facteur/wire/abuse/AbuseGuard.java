package org.facteur.wire.abuse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.facteur.api.metric.Meters;
import org.facteur.api.network.Network;
import org.facteur.wire.abuse.Conduct.Sentence;

/**
 * Counts what clients do, and says which of them are slowed, blocked or refused. All listeners of a node with the same limits
 * share it, so that it does not help to try another protocol.
 *
 * <p>It remembers the conduct of {@value #MAX_CLIENTS} clients at most, and those that have been away longest are forgotten. Safe for
 * use by several threads.
 */
public final class AbuseGuard {

    static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(AbuseGuard.class.getName());
    private static final int MAX_CLIENTS = 50_000;
    private static final Map<AbuseLimits, AbuseGuard> SHARED = new ConcurrentHashMap<>();

    private static final LongAdder REFUSED_BLOCKED = refused("blocked");
    private static final LongAdder REFUSED_TOO_MANY = refused("connections");
    private static final LongAdder REFUSED_TOO_FAST = refused("rate");

    private final AbuseLimits limits;
    private final LongSupplier clock;
    private final Cache<Network, Conduct> conducts;
    private final Map<Network, Integer> connections = new ConcurrentHashMap<>();
    private final AccountGuard accounts;

    /** @param clock in nanoseconds */
    AbuseGuard(AbuseLimits limits, LongSupplier clock) {
        this.limits = limits;
        this.clock = clock;
        this.accounts = new AccountGuard(limits, clock);
        this.conducts = Caffeine.newBuilder()
                .maximumSize(MAX_CLIENTS)
                .expireAfterAccess(longest(RATE_WINDOW, longest(limits.window(), limits.block())))
                .ticker(clock::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** The one of this node with these limits. */
    public static AbuseGuard shared(AbuseLimits limits) {
        return SHARED.computeIfAbsent(limits, first -> new AbuseGuard(first, System::nanoTime));
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static LongAdder refused(String reason) {
        return Meters.counter(
                "facteur_abuse_connections_refused", "Connections that were not admitted", Map.of("reason", reason));
    }

    public AbuseLimits limits() {
        return limits;
    }

    /** What counts the failed logins to accounts, wherever they come from. */
    public AccountGuard accounts() {
        return accounts;
    }

    /** Admits a connection, or not; {@link #left} follows on one that was admitted. */
    public Admission admit(InetAddress client) {
        if (limits.isExempt(client)) {
            return Admission.ADMITTED;
        }
        Network network = Network.ofClient(client);
        long now = clock.getAsLong();
        Conduct conduct = conductOf(network, now);
        if (conduct.isBlocked(now)) {
            REFUSED_BLOCKED.increment();
            return Admission.BLOCKED;
        }
        if (!conduct.connects(now)) {
            REFUSED_TOO_FAST.increment();
            return Admission.TOO_MANY;
        }
        if (limits.connections() > 0 && connections.merge(network, 1, Integer::sum) > limits.connections()) {
            left(client);
            REFUSED_TOO_MANY.increment();
            return Admission.TOO_MANY;
        }
        return Admission.ADMITTED;
    }

    /** A connection that was admitted has ended. */
    public void left(InetAddress client) {
        if (limits.connections() > 0 && !limits.isExempt(client)) {
            connections.computeIfPresent(Network.ofClient(client), (network, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Notes an offence, and leaves a line in the log if the client is slowed or blocked from now on. */
    public Judgement offended(InetAddress client, Offence offence) {
        if (limits.isExempt(client)) {
            return Judgement.TOLERATED;
        }
        Network network = Network.ofClient(client);
        long now = clock.getAsLong();
        Sentence sentence = conductOf(network, now).offends(offence, now);
        count(offence, sentence.judgement());
        if (sentence.isNew()) {
            LOG.log(
                    Level.WARNING,
                    () -> network
                            + (sentence.judgement() == Judgement.BLOCKED
                                    ? " is blocked for " + limits.block()
                                    : " is slowed")
                            + ": too many " + offence.plural());
        }
        return sentence.judgement();
    }

    private static void count(Offence offence, Judgement judgement) {
        Meters.counter(
                        "facteur_abuse_offences",
                        "What clients did that good clients do not, and what came of it",
                        Map.of("kind", lower(offence), "judgement", lower(judgement)))
                .increment();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Conduct conductOf(Network network, long now) {
        return conducts.get(network, unknown -> new Conduct(limits, now));
    }
}
