package org.facteur.mailstore.queue;

import java.time.Instant;
import java.util.Optional;
import org.facteur.api.queue.RemoteAnswer;

/**
 * A recipient in the queue, as administrators see it.
 *
 * @param id of the recipient
 * @param message of its message, which others may share
 * @param sender the reverse-path; empty for reports
 * @param size octets of the message
 * @param next when it is tried next; when somebody works on it, until when at most; empty if it is held
 * @param expires when it is given up
 * @param last what was said when it was last tried
 */
public record QueuedItem(
        long id,
        long message,
        String sender,
        String recipient,
        String destination,
        long size,
        Instant received,
        State state,
        int attempts,
        Optional<Instant> next,
        Instant expires,
        Optional<Instant> attempted,
        Optional<RemoteAnswer> last) {

    /** What is going on. */
    public enum State {
        /** It waits for its time, or for its turn. */
        WAITING,
        /** Somebody works on it. */
        WORKING,
        /** It waits until an administrator says otherwise. */
        HELD
    }
}
