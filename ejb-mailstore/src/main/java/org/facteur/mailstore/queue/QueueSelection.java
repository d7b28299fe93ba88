package org.facteur.mailstore.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which recipients in the queue are meant: all for whom everything holds that is said.
 *
 * @param ids empty for any
 * @param destination a domain or an address literal; empty for any
 * @param sender a part of the reverse-path, in any case; empty for any
 * @param recipient a part of the address, in any case; empty for any
 * @param state empty for any
 * @param before of messages that were accepted at this moment or earlier; empty for any
 */
public record QueueSelection(
        List<Long> ids,
        String destination,
        String sender,
        String recipient,
        Optional<QueuedItem.State> state,
        Optional<Instant> before) {

    /** Everything. */
    public static final QueueSelection ALL = new QueueSelection(List.of(), "", "", "");

    public QueueSelection {
        ids = List.copyOf(ids);
    }

    /** In any state, of any age. */
    public QueueSelection(List<Long> ids, String destination, String sender, String recipient) {
        this(ids, destination, sender, recipient, Optional.empty(), Optional.empty());
    }

    /** Exactly these. */
    public static QueueSelection of(List<Long> ids) {
        return new QueueSelection(ids, "", "", "");
    }

    /** All that goes to a destination. */
    public static QueueSelection to(String destination) {
        return new QueueSelection(List.of(), destination, "", "");
    }
}
