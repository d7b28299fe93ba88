package org.facteur.mailstore.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * Where items of the queue go together, or would if it were not paused.
 *
 * @param name a domain, or an address literal in its brackets
 * @param items in the queue, whatever their state
 * @param held those of them that wait until an administrator says otherwise
 * @param unreachableUntil if none of its servers could be reached: nothing is tried before that moment
 * @param pausedSince if an administrator has paused it: nothing is tried until it is resumed
 */
public record QueuedDestination(
        String name, long items, long held, Optional<Instant> unreachableUntil, Optional<Instant> pausedSince) {}
