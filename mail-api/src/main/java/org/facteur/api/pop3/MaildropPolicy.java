package org.facteur.api.pop3;

import java.time.Duration;

/**
 * What holds for every maildrop, and is announced to clients.
 *
 * @param loginDelay what has to pass between two logins of an account (RFC 2449 section 6.5); zero for nothing
 */
public record MaildropPolicy(Duration loginDelay) {

    /** Nothing is asked of clients. */
    public static final MaildropPolicy NONE = new MaildropPolicy(Duration.ZERO);
}
