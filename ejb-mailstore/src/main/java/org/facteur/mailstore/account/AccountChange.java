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
 */
public record AccountChange(
        @Nullable Secret password,
        @Nullable Limit quotaBytes,
        @Nullable Limit quotaMessages,
        @Nullable Boolean enabled) {}
