package org.facteur.mailstore.account;

import org.facteur.api.account.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What to change of an account; null leaves a property as it is.
 *
 * @param password the new one
 * @param quota the new one
 */
public record AccountChange(
        @Nullable Secret password,
        @Nullable Quota quota,
        @Nullable Boolean enabled) {

    /** @param bytes the most an account may keep; null for no limit */
    public record Quota(@Nullable Long bytes) {}
}
