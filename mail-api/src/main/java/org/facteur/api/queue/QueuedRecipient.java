package org.facteur.api.queue;

import org.facteur.api.smtp.RcptTo;

/**
 * A recipient of a message on its way out.
 *
 * @param attempts how often it has been tried before
 */
public record QueuedRecipient(long id, RcptTo rcptTo, int attempts) {}
