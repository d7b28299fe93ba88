package org.facteur.mailstore.delivery;

import java.time.Instant;

/** How many there were in the last hour, by the minute; safe for use by several threads. */
final class HourlyCount {

    private static final int MINUTES = 60;
    private static final int SECONDS_PER_MINUTE = 60;

    private final int[] counts = new int[MINUTES];
    private long latest;
    private long sum;

    /** Adds some, unless there would be more than {@code most} then. */
    synchronized boolean add(int number, int most, Instant now) {
        advance(now);
        if (sum + number > most) {
            return false;
        }
        counts[(int) (latest % MINUTES)] += number;
        sum += number;
        return true;
    }

    /** Takes back what has been added just now. */
    synchronized void takeBack(int number, Instant now) {
        advance(now);
        int at = (int) (latest % MINUTES);
        int taken = Math.min(number, counts[at]);
        counts[at] -= taken;
        sum -= taken;
    }

    synchronized long sum(Instant now) {
        advance(now);
        return sum;
    }

    /** Forgets the minutes that are more than an hour ago; a clock that goes back changes nothing. */
    private void advance(Instant now) {
        long minute = Math.max(latest, now.getEpochSecond() / SECONDS_PER_MINUTE);
        long gone = Math.min(MINUTES, minute - latest);
        for (long each = minute - gone + 1; each <= minute; each++) {
            sum -= counts[(int) (each % MINUTES)];
            counts[(int) (each % MINUTES)] = 0;
        }
        latest = minute;
    }
}
