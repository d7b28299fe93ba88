package org.facteur.api.queue;

/**
 * A recipient that is being worked on.
 *
 * @param token of its {@link Claim}
 */
public record Lease(long recipient, long token) {}
