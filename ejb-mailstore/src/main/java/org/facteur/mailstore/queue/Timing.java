package org.facteur.mailstore.queue;

import java.time.Instant;

/**
 * When what happens to a recipient.
 *
 * @param due when it may be tried
 * @param expires when it is given up
 * @param look when there is something to be said to its sender: that it is late, or that it has been given up
 */
record Timing(Instant due, Instant expires, Instant look) {}
