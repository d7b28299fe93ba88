package org.facteur.wire.abuse;

import java.time.Duration;

/** Counts what happens, and forgets it at a steady pace: so much of it in so much time never fills it. */
final class LeakyBucket {

    private final int capacity;
    private final double drainedInNano;
    private double level;
    private long seen;

    /**
     * @param window in which a full bucket drains
     * @param now in nanoseconds of any clock
     */
    LeakyBucket(int capacity, Duration window, long now) {
        this.capacity = capacity;
        this.drainedInNano = (double) capacity / window.toNanos();
        this.seen = now;
    }

    /** Adds one, if there is room for it. */
    boolean add(long now) {
        drain(now);
        if (level + 1 > capacity) {
            return false;
        }
        level++;
        return true;
    }

    /** Whether there is no room for another one. */
    boolean isFull(long now) {
        drain(now);
        return level + 1 > capacity;
    }

    /** Whether it is, what has drained since the last one not counted. */
    boolean isHalfFull(long now) {
        drain(now);
        return Math.ceil(level) * 2 >= capacity;
    }

    /** Whether it is with another one. */
    boolean isHalfFullWithAnother(long now) {
        drain(now);
        return Math.ceil(level + 1) * 2 >= capacity;
    }

    /** Forgives all. */
    void empty() {
        level = 0;
    }

    private void drain(long now) {
        level = Math.max(0, level - (now - seen) * drainedInNano);
        seen = now;
    }
}
