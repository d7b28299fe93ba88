package org.facteur.mailstore.history;

import java.time.Instant;
import org.facteur.api.queue.RemoteAnswer;

/** Something that happened to a recipient in the queue. */
public record HistoryEvent(Instant time, String recipient, What what, RemoteAnswer answer) {

    /** What can happen. */
    public enum What {
        /** Another server has taken it. */
        RELAYED,
        /** An attempt failed in a way that may pass. */
        DEFERRED,
        /** It will never work: the sender is told, if it wants to hear of it. */
        BOUNCED,
        /** It took too long: the sender is told, if it wants to hear of it. */
        EXPIRED,
        /** An administrator took it out of the queue. */
        REMOVED
    }
}
