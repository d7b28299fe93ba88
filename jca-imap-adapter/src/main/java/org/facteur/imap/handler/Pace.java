package org.facteur.imap.handler;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often something is done that many may ask for: at once, and then not before it has rested nine times as long as it took. So it
 * takes at most a tenth of one worker's time, however much it costs and however often it is asked for.
 */
final class Pace {

    private static final int REST = 9;

    /** What takes so long that it would rest longer is told late already. */
    private static final long LONGEST_REST = Duration.ofSeconds(2).toNanos();

    private final LongSupplier clock;
    private volatile long restsUntil;

    /** @param clock nanoseconds */
    Pace(LongSupplier clock) {
        this.clock = clock;
        this.restsUntil = clock.getAsLong();
    }

    long now() {
        return clock.getAsLong();
    }

    /** It has been done just now. */
    void done(long begun) {
        long now = now();
        restsUntil = now + Math.min(LONGEST_REST, REST * (now - begun));
    }

    /** How long it still rests; zero if it can be done. From any thread. */
    Duration rest() {
        return Duration.ofNanos(Math.max(0, restsUntil - now()));
    }

    boolean isResting() {
        return !rest().isZero();
    }
}
