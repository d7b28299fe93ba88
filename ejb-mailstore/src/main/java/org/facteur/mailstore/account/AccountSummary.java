package org.facteur.mailstore.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as an administrator sees it.
 *
 * @param address {@code local-part@domain} in lower case
 * @param quotaBytes the most it may keep; null for no limit
 * @param usedBytes what it keeps, a message in two mailboxes counted twice
 * @param messages in all its mailboxes
 * @param enabled whether it may log in and receives mail
 */
public record AccountSummary(
        String address,
        String domain,
        @Nullable Long quotaBytes,
        long usedBytes,
        long messages,
        boolean enabled,
        Instant created) {}
