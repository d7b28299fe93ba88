package org.facteur.mailstore.queue;

/**
 * The queue at a glance; an item is one recipient of a message.
 *
 * @param waiting items that wait for their time, or for their turn
 * @param working items that are being delivered at this moment
 * @param held items that wait until an administrator says otherwise
 * @param destinations domains and machines for which there are items
 * @param paused destinations for which nothing is tried
 */
public record QueueCounts(long waiting, long working, long held, long destinations, long paused) {}
