package org.facteur.smtp.relay;

import org.facteur.api.queue.QueuedMessage;

/** What a message itself says of TLS on its way (RFC 8689). */
enum Demand {
    /** It goes over TLS to servers that are known to be the right ones, and promise the same, or not at all. */
    REQUIRED,
    /** That it arrives counts for more than what its destination asks for. */
    WAIVED,
    /** Nothing: what holds for its destination holds for it. */
    USUAL;

    static Demand of(QueuedMessage message) {
        if (message.mailFrom().parameters().requireTls()) {
            return REQUIRED;
        }
        return message.tlsWaived() ? WAIVED : USUAL;
    }

    /** Whether a message may go over a connection that has been made for others. */
    boolean fits(Demand connection) {
        return this == connection || (this == WAIVED && connection == USUAL);
    }
}
