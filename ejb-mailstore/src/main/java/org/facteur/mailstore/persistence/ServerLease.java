package org.facteur.mailstore.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether this server may use its database now. Where several servers share one, each has to confirm again and again that its
 * schema is still theirs ({@link #confirm}); one that could not for {@link #DURATION} serves nobody until it can. Where none
 * shares it, nothing is ever confirmed, and the lease holds.
 */
@ApplicationScoped
public class ServerLease {

    /** So long a confirmation holds; a server that wants another schema waits longer. */
    public static final Duration DURATION = Duration.ofSeconds(30);

    private final LongSupplier clock;
    private volatile boolean limited;
    private volatile boolean lost;
    private volatile long until;

    public ServerLease() {
        this(System::nanoTime);
    }

    /** @param clock nanoseconds since whenever */
    public ServerLease(LongSupplier clock) {
        this.clock = clock;
    }

    public boolean isHeld() {
        return !limited || (!lost && until - clock.getAsLong() > 0);
    }

    /** The present on the clock that {@link #confirm} goes by, to be read before the database is asked. */
    public long now() {
        return clock.getAsLong();
    }

    /** The database has said, no earlier than at {@code asked}, that all is as it was. */
    public void confirm(long asked) {
        until = asked + DURATION.toNanos();
        limited = true;
    }

    /** The schema is another's now, for good. */
    public void lose() {
        lost = true;
        limited = true;
    }
}
