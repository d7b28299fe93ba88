package org.facteur.mailstore.search;

/**
 * The messages that a search has found.
 *
 * @param ordinals their places in {@code facts}, ascending
 */
public record FoundMessages(MailboxFacts facts, int[] ordinals) {}
