package org.facteur.api.search;

/**
 * One step of an order: messages that it finds equal are left to the next one, and at last to their UIDs.
 *
 * @param reverse whether the greatest comes first
 */
public record SortCriterion(SortBy key, boolean reverse) {}
