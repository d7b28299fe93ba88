package org.facteur.api.smtp;

import java.time.Instant;

/**
 * Until when a message is of use (RFC 2852).
 *
 * @param deadline by when it is to be delivered; relayed, what is left of the time goes with it, also if that is negative
 * @param mode what happens to a message that is late
 * @param trace whether the sender hears of each server that passes the message on
 */
public record DeliverBy(Instant deadline, Mode mode, boolean trace) {

    /** What happens to a message that is late. */
    public enum Mode {
        /** {@code N}: it is delivered nevertheless, and its sender hears of the delay. */
        NOTIFY,
        /** {@code R}: it comes back undelivered. */
        RETURN
    }
}
