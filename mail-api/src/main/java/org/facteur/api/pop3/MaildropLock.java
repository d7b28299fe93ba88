package org.facteur.api.pop3;

import java.time.Duration;
import org.facteur.api.account.AccountId;

/**
 * The exclusive lock of a maildrop, held by one connection.
 *
 * @param token tells this holder from an earlier one
 */
public record MaildropLock(AccountId account, String token) {

    /** How long a lock lives without being renewed, so that it cannot outlive its node. */
    public static final Duration LEASE = Duration.ofMinutes(2);
}
