package org.facteur.smtp.tlsrpt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.api.tlsreport.TlsOutcome;

/**
 * Counts outcomes until they are taken, all together every few seconds. When a destination has too many that differ, they are
 * counted without their policies and details; and not at all when there are too many destinations. Safe for use by several threads.
 */
public final class TlsTally implements TlsOutcomes {

    /** How often they are taken. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Different outcomes that are counted at once. */
    static final int MOST = 10_000;

    /** Those of one destination with their details. */
    static final int MOST_OF_DESTINATION = 50;

    private record Key(LocalDate day, TlsOutcome outcome) {}

    private final InstantSource clock;
    private final Map<Key, Long> counts = new HashMap<>();
    private final Map<String, Integer> detailed = new HashMap<>();
    private Instant next;

    public TlsTally(InstantSource clock) {
        this.clock = clock;
        this.next = clock.instant().plus(INTERVAL);
    }

    @Override
    public void happened(TlsOutcome outcome) {
        add(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), outcome, 1);
    }

    private synchronized void add(LocalDate day, TlsOutcome outcome, long sessions) {
        Key key = new Key(day, outcome);
        if (!counts.containsKey(key)) {
            if (counts.size() >= MOST) {
                return;
            }
            String destination = outcome.policy().destination();
            if (detailed.merge(destination, 1, Integer::sum) > MOST_OF_DESTINATION) {
                key = new Key(day, outcome.summary());
            }
        }
        counts.merge(key, sessions, Long::sum);
    }

    /** What has been counted since it was taken last; nothing before it is time. */
    public synchronized List<TlsCount> takeInTime() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return List.of();
        }
        next = now.plus(INTERVAL);
        return take();
    }

    /** What has been counted since it was taken last. */
    public synchronized List<TlsCount> take() {
        List<TlsCount> taken = new ArrayList<>();
        counts.forEach((key, sessions) -> taken.add(new TlsCount(key.day(), key.outcome(), sessions)));
        counts.clear();
        detailed.clear();
        return taken;
    }

    /** Counts again what has been taken and could not be written down. */
    public void giveBack(List<TlsCount> taken) {
        taken.forEach(count -> add(count.day(), count.outcome(), count.sessions()));
    }
}
