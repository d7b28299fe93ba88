package org.facteur.api;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Warns of failures that come by the thousand when something is gone that everybody needs: of the first at once, then in one line
 * at most every ten seconds, which says how many there were.
 */
public final class OutageLog {

    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    private final System.Logger log;
    private final LongSupplier clock;
    private boolean hasWarned;
    private long warned;
    private long untold;

    public OutageLog(System.Logger log) {
        this(log, System::nanoTime);
    }

    /** @param clock nanoseconds since whenever */
    OutageLog(System.Logger log, LongSupplier clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Says a sentence, or counts it with those that the next one stands for. */
    public void warn(String sentence) {
        long more;
        synchronized (this) {
            long now = clock.getAsLong();
            if (hasWarned && now - warned < QUIET) {
                untold++;
                return;
            }
            hasWarned = true;
            warned = now;
            more = untold;
            untold = 0;
        }
        log.log(
                System.Logger.Level.WARNING,
                more == 0 ? sentence : sentence + " (and " + more + " times more since the last line)");
    }
}
