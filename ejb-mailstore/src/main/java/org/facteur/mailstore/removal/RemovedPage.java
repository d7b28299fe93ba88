package org.facteur.mailstore.removal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of removed messages. A search may answer with fewer than it was asked for, even with none, and still go on.
 *
 * @param next where the list goes on; null if this is its end
 */
public record RemovedPage(
        List<RemovedMessage> messages, @Nullable RemovedPosition next) {

    public RemovedPage {
        messages = List.copyOf(messages);
    }
}
