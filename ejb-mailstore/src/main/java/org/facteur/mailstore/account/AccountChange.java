package org.facteur.mailstore.account;

import org.facteur.api.account.Secret;
import org.facteur.mailstore.domain.Limit;
import org.jspecify.annotations.Nullable;

/**
 * What to change of an account; null leaves a property as it is.
 *
 * @param password the new one
 * @param quotaBytes the most octets it may keep; without a limit, its domain's default holds
 * @param quotaMessages the most messages, likewise
 * @param enabled whether it may log in and receives mail
 * @param shared whether others find its mailboxes among the shared ones
 * @param administrator whether its owner changes quotas, and annotations of the server, by IMAP
 */
public record AccountChange(
        @Nullable Secret password,
        @Nullable Limit quotaBytes,
        @Nullable Limit quotaMessages,
        @Nullable Boolean enabled,
        @Nullable Boolean shared,
        @Nullable Boolean administrator) {

    /** A change of what every account has. */
    public AccountChange(
            @Nullable Secret password,
            @Nullable Limit quotaBytes,
            @Nullable Limit quotaMessages,
            @Nullable Boolean enabled) {
        this(password, quotaBytes, quotaMessages, enabled, null, null);
    }
}
