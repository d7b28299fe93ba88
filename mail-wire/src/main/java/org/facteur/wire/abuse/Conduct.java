package org.facteur.wire.abuse;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What one client has done of late. Safe for use by several threads; times are nanoseconds of one clock. */
final class Conduct {

    private final AbuseLimits limits;
    private final LeakyBucket connections;
    private final Map<Offence, LeakyBucket> offences = new EnumMap<>(Offence.class);
    private final Set<Offence> slowed = EnumSet.noneOf(Offence.class);
    private boolean blocked;
    private long blockedUntil;

    /** What an offence comes to, and whether that is news. */
    record Sentence(Judgement judgement, boolean isNew) {}

    Conduct(AbuseLimits limits, long now) {
        this.limits = limits;
        this.connections = new LeakyBucket(limits.connectionRate(), AbuseGuard.RATE_WINDOW, now);
    }

    synchronized boolean isBlocked(long now) {
        blocked = blocked && now - blockedUntil < 0;
        return blocked;
    }

    /** Counts a connection, unless they come too fast. */
    synchronized boolean connects(long now) {
        return limits.connectionRate() == 0 || connections.add(now);
    }

    synchronized Sentence offends(Offence offence, long now) {
        if (isBlocked(now)) {
            return new Sentence(Judgement.BLOCKED, false);
        }
        int most = limits.of(offence);
        if (most == 0) {
            return new Sentence(Judgement.TOLERATED, false);
        }
        LeakyBucket bucket = offences.computeIfAbsent(offence, first -> new LeakyBucket(most, limits.window(), now));
        bucket.add(now);
        if (bucket.isFull(now)) {
            offences.clear();
            slowed.clear();
            blocked = !limits.block().isZero();
            blockedUntil = now + limits.block().toNanos();
            return new Sentence(Judgement.BLOCKED, true);
        }
        if (bucket.isHalfFull(now)) {
            return new Sentence(Judgement.SLOWED, slowed.add(offence));
        }
        slowed.remove(offence);
        return new Sentence(Judgement.TOLERATED, false);
    }
}
