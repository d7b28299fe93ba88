package org.facteur.smtp.message;

import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Names a message in Received, in the log and to the client: the millisecond of its arrival, and chance, in base 36. */
public record QueueId(String text) {

    private static final long CHANCES = 36L * 36 * 36 * 36 * 36 * 36;

    public static QueueId at(Instant arrival) {
        long chance = CHANCES + ThreadLocalRandom.current().nextLong(CHANCES * 35);
        return new QueueId(
                (Long.toString(arrival.toEpochMilli(), 36) + Long.toString(chance, 36)).toUpperCase(Locale.ROOT));
    }
}
