package org.facteur.mailstore.account;

import java.time.Instant;
import org.facteur.mailstore.domain.Quota;

/**
 * An account as an administrator sees it.
 *
 * @param address {@code local-part@domain} in lower case
 * @param quota its own limits; where it has none, its domain's default holds
 * @param domainQuota that default
 * @param usedBytes what it keeps, a message in two mailboxes counted twice
 * @param usedMessages in all its mailboxes
 * @param enabled whether it may log in and receives mail
 */
public record AccountSummary(
        String address,
        String domain,
        Quota quota,
        Quota domainQuota,
        long usedBytes,
        long usedMessages,
        boolean enabled,
        Instant created) {

    /** What it may keep, whoever says so. */
    public Quota limit() {
        return quota.orElse(domainQuota);
    }
}
