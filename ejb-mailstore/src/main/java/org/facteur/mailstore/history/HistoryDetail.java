package org.facteur.mailstore.history;

import java.util.List;

/**
 * The life of one message.
 *
 * @param events what happened in the queue, the oldest first, at most {@link HistoryService#MAX_EVENTS}
 */
public record HistoryDetail(HistoryItem item, List<HistoryEvent> events) {

    public HistoryDetail {
        events = List.copyOf(events);
    }
}
