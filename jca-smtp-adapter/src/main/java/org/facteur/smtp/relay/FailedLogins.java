package org.facteur.smtp.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.RemoteAnswer;

/**
 * Logins that have failed a moment ago: they are not tried again for each destination whose mail goes the same way, so that no server locks the
 * account out. Safe for use by several threads.
 */
final class FailedLogins {

    static final Duration PAUSE = Duration.ofMinutes(1);

    private record Failure(RemoteAnswer answer, Instant until) {}

    private final Map<NextHop, Failure> failures = new ConcurrentHashMap<>();
    private final InstantSource clock;

    FailedLogins(InstantSource clock) {
        this.clock = clock;
    }

    void add(NextHop hop, RemoteAnswer answer) {
        Instant now = clock.instant();
        failures.values().removeIf(failure -> !now.isBefore(failure.until()));
        failures.put(hop, new Failure(answer, now.plus(PAUSE)));
    }

    /** What was said; empty if it may be tried. With another user or password it may. */
    Optional<RemoteAnswer> last(NextHop hop) {
        return Optional.ofNullable(failures.get(hop))
                .filter(failure -> clock.instant().isBefore(failure.until()))
                .map(Failure::answer);
    }
}
