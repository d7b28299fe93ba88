package org.facteur.mailstore.history;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The rows of the history. */
interface HistoryRepository {

    void add(MessageEntry entry);

    void add(QueueEvent event);

    /** The next number for a server, less than that many, in the order of a ring. */
    long nextServer(int numbers);

    /** The greatest id of all; 0 if there is none. */
    long last();

    /** The id of the row that is so many before the end of a range, counted from its upper bound; empty if there are not as many. */
    OptionalLong back(long from, long before, int rows);

    /** The newest messages of a range of ids that the query asks for. */
    List<HistoryItem> find(HistoryQuery query, long from, long before, int count);

    Optional<HistoryItem> find(long id);

    /** What happened to some messages in the queue, each kind once. */
    Map<Long, Set<HistoryEvent.What>> later(Collection<Long> messages);

    List<HistoryEvent> events(long message, int count);

    /** Removes the oldest rows with ids below that. Returns how many these were. */
    int removeMessages(long before, int count);

    /** As {@link #removeMessages}. */
    int removeEvents(long before, int count);
}
