package org.facteur.api.pop3;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What holds for maildrops, and is announced to clients.
 *
 * @param loginDelay what has to pass between two logins of an account (RFC 2449 section 6.5); zero for nothing
 * @param expire for how many days at least a message stays from the moment it came (RFC 2449 section 6.7); empty for ever
 * @param expireVaries whether some accounts keep messages longer than that
 */
public record MaildropPolicy(Duration loginDelay, OptionalInt expire, boolean expireVaries) {

    /** Nothing is asked of clients, and nothing goes by itself. */
    public static final MaildropPolicy NONE = new MaildropPolicy(Duration.ZERO);

    /** Of maildrops that keep what they have. */
    public MaildropPolicy(Duration loginDelay) {
        this(loginDelay, OptionalInt.empty(), false);
    }
}
