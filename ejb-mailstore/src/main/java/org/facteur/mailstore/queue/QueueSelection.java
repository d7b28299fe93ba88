package org.facteur.mailstore.queue;

import java.util.List;

/**
 * Which recipients in the queue are meant: all for whom everything holds that is said.
 *
 * @param ids empty for any
 * @param destination a domain or an address literal; empty for any
 * @param sender a part of the reverse-path, in any case; empty for any
 * @param recipient a part of the address, in any case; empty for any
 */
public record QueueSelection(List<Long> ids, String destination, String sender, String recipient) {

    /** Everything. */
    public static final QueueSelection ALL = new QueueSelection(List.of(), "", "", "");

    public QueueSelection {
        ids = List.copyOf(ids);
    }
}
