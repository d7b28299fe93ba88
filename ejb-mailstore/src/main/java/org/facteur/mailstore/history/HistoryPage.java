package org.facteur.mailstore.history;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of the history, the newest first.
 *
 * @param items fewer than were asked for, or none, where much had to be looked through to find them
 * @param next where to go on; empty at the end
 */
public record HistoryPage(List<HistoryItem> items, OptionalLong next) {

    public HistoryPage {
        items = List.copyOf(items);
    }
}
