package org.facteur.mailstore.queue;

import java.time.Instant;
import org.facteur.api.queue.RemoteAnswer;

/**
 * One time that a recipient in the queue was tried, and what was said.
 *
 * @param number counted from 1
 */
public record QueuedAttempt(int number, Instant attempted, RemoteAnswer answer) {}
