package org.facteur.mailstore.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A domain as an administrator sees it.
 *
 * @param name in lower case
 * @param accounts how many it has
 * @param defaultQuota what each of them may keep, unless it has limits of its own
 */
public record DomainSummary(String name, long accounts, Quota defaultQuota, Instant created) {

    /** For a query, which makes no values of values. */
    public DomainSummary(
            String name, long accounts, @Nullable Long quotaBytes, @Nullable Long quotaMessages, Instant created) {
        this(name, accounts, new Quota(quotaBytes, quotaMessages), created);
    }
}
