package org.facteur.api.queue;

import java.time.Duration;
import java.util.List;

/**
 * What has been taken from the queue for one destination.
 *
 * @param token names this claim in {@link Lease} and {@link Report}
 * @param duration how long it is nobody else's
 */
public record Claim(long token, Duration duration, List<QueuedMessage> messages) {

    public Claim {
        messages = List.copyOf(messages);
    }

    /** Nothing is due. */
    public static Claim nothing() {
        return new Claim(0, Duration.ZERO, List.of());
    }
}
