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
 * @param shared whether others find its mailboxes among the shared ones
 * @param administrator whether its owner changes quotas, and annotations of the server, by IMAP
 */
public record AccountSummary(
        String address,
        String domain,
        Quota quota,
        Quota domainQuota,
        long usedBytes,
        long usedMessages,
        boolean enabled,
        Instant created,
        boolean shared,
        boolean administrator) {

    /** An account like most. */
    public AccountSummary(
            String address,
            String domain,
            Quota quota,
            Quota domainQuota,
            long usedBytes,
            long usedMessages,
            boolean enabled,
            Instant created) {
        this(address, domain, quota, domainQuota, usedBytes, usedMessages, enabled, created, false, false);
    }

    /** What it may keep, whoever says so. */
    public Quota limit() {
        return quota.orElse(domainQuota);
    }
}
